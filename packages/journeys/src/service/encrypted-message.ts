import type { Encryption } from "../store/store.ts";

/** What is kept of a message where nobody can read it. What it said, and to whom, is not kept. */
export interface SealedMessage {
  readonly templateId: string;
  /** The caller's own. */
  readonly ext?: string | undefined;
}

export const sealMessage = ({ seal }: Encryption, message: SealedMessage): Promise<string> => seal(message);

export const openMessage = async ({ open }: Encryption, sealed: string) => (await open(sealed)) as SealedMessage;
