import { bytesToHex, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import type { OutgoingMessage, ReadyRow } from "./messages.ts";

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => (one < other ? -1 : 1);

/** The same for the same data, whichever order the columns of a file have. */
const sortedData = ({ templateData }: OutgoingMessage) => Object.entries(templateData).sort(byName);

/**
 * The text of a row's identity: template and reference, or the row's content where it has none, and the occasion. Neither the file's name nor
 * the row's number is in it.
 */
export function toIdentity(
  { message, reference }: Pick<ReadyRow, "message" | "reference">,
  occasion: string | undefined,
): string {
  const { templateId } = message;
  // The name of the application that is meant where none is named.
  const app = message.app === undefined || message.app === "default" ? null : message.app;
  const content = reference ?? [message.phone?.replace("+", "") ?? null, sortedData(message)];
  return JSON.stringify([1, occasion ?? null, app, templateId, content]);
}

/** What tells a row from the others of its run: the same texts where the identity is the same, without being written where it has a reference. */
export function identityTexts(row: Pick<ReadyRow, "message" | "reference">): readonly string[] {
  const { message, reference } = row;
  return reference === undefined
    ? [toIdentity(row, undefined)]
    : [message.app ?? "default", message.templateId, reference];
}

/** The Idempotency-Key of an identity: it tells nothing of a person. */
export const toKey = (identity: string): string => `batch-${bytesToHex(sha256(utf8ToBytes(identity))).slice(0, 40)}`;
