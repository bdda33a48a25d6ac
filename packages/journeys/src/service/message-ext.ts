const prefix = "nxzalo:";

/** What a message is sent with: its id, by which receipts are known. */
export const extOf = (messageId: string): string => `${prefix}${messageId}`;

/** The id in a receipt's `ext`; `undefined` where it is somebody else's. */
export const messageIdOf = (ext: unknown): string | undefined =>
  typeof ext === "string" && /^nxzalo:[0-9a-f-]{36}$/.test(ext) ? ext.slice(prefix.length) : undefined;
