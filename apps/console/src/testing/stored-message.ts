import type { StoredMessage } from "@nxzalo/client/desk";

/** A message as a search gives it, of a time in milliseconds. */
export const storedMessage = (
  messageId: string,
  time: number,
  changes: Partial<StoredMessage> = {},
): StoredMessage => ({
  messageId,
  state: "sent",
  phone: "84*****5678",
  templateId: "133214",
  app: "default",
  caller: "shop",
  labels: {},
  createdAt: new Date(time),
  requestId: null,
  ...changes,
});
