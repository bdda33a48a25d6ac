import { foldFormerly, foldReference } from "@nxzalo/core/internal/text";
import type { MessageRecord } from "../store/records.ts";
import type { Encryption } from "../store/store.ts";
import { createIndexes } from "./context.ts";

const referenceEndingLength = 6;
const phoneEndingLength = 4;

/** The last 6 characters of a folded reference; null where it is shorter. */
export function referenceEnding(folded: string): string | null {
  const characters = [...folded];
  return characters.length < referenceEndingLength ? null : characters.slice(-referenceEndingLength).join("");
}

/** A text that is asked for, folded as what is stored may have been: by this version, and by one before. */
export const foldings = (text: string): readonly string[] => [...new Set([foldReference(text), foldFormerly(text)])];

/** The last 4 digits of a phone. */
export const phoneEnding = (phone: string): string => phone.slice(-phoneEndingLength);

type MessageIndexes = Pick<
  MessageRecord,
  "referenceIndex" | "foldedReferenceIndex" | "referenceEndingIndex" | "phoneEndingIndex"
>;

/** What a message is found by, besides its ids: made when it is written. An empty phone has no ending. */
export async function toMessageIndexes(
  encryption: Encryption,
  { phone, reference }: { readonly phone: string; readonly reference?: string | undefined },
): Promise<MessageIndexes> {
  const index = createIndexes(encryption);
  const phoneEndingIndex = phone === "" ? null : await index.phoneEnding(phoneEnding(phone));
  if (reference === undefined)
    return { referenceIndex: null, foldedReferenceIndex: null, referenceEndingIndex: null, phoneEndingIndex };
  const folded = foldReference(reference);
  const ending = referenceEnding(folded);
  return {
    referenceIndex: await index.reference(reference),
    foldedReferenceIndex: await index.foldedReference(folded),
    referenceEndingIndex: ending === null ? null : await index.referenceEnding(ending),
    phoneEndingIndex,
  };
}
