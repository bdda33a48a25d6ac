import type { Roles } from "../../servers/provided.ts";
import type { ProxiedSubject } from "../subject.ts";
import { anyOf } from "./strangers.ts";

/** A proxy that remembers journeys, and who may ask it. */
export interface Memory {
  readonly subject: ProxiedSubject;
  readonly roles: Roles;
  /** Of callers who send and see tokens. */
  readonly keys: readonly string[];
  readonly receiptKey: string;
  /** Whether the emulator's receipts find their way to it. */
  readonly hasReceipts: boolean;
}

/** Somebody who sends; the same one as long as it is kept, because idempotency keys are a caller's own. */
export const senderOf = ({ subject, keys }: Memory) => subject.as(anyOf(keys)).client;

/** Somebody who looks up and deletes. */
export const deskOf = ({ subject, roles }: Memory) => subject.as(anyOf(roles.desks)).journeys;
