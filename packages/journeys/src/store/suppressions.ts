import type { SuppressionScope, SuppressionSource } from "@nxzalo/core/schemas";

/** In the place of an application: all of them. */
export const allApplications = "";

/** What stops messages to a recipient, as it is stored: with no person in it but by a keyed index, and encrypted. */
export interface SuppressionRecord {
  /** A keyed hash of what it is about, and of Zalo's code: the same again is one. */
  readonly suppressionId: string;
  /** {@link allApplications}, or one. */
  readonly appIndex: string;
  readonly phoneIndex: string;
  readonly scope: SuppressionScope;
  readonly source: SuppressionSource;
  /** Zalo's code, of a receipt. */
  readonly zaloError: number | null;
  /** The message that a receipt was about. */
  readonly messageId: string | null;
  /** Who made it; null where a receipt did. */
  readonly caller: string | null;
  readonly createdAt: number;
  /** When what it comes from happened: a success that happened later lifts what a receipt made. */
  readonly toldAt: number;
  /** Null where it lasts until it is removed. */
  readonly untilAt: number | null;
  /** The phone and the reason, encrypted; null where the person was forgotten. */
  readonly ciphertext: string | null;
}

/** To whom, and by what, a message is to be sent. */
export interface SuppressionTarget {
  readonly appIndex: string;
  readonly phoneIndex: string;
  readonly templateId: string;
  /** Of the template, where it is known. */
  readonly tag: number | undefined;
}

/** Zalo's codes that say that the account is away, and nothing of what its owner wants: what they pay attention to goes all the same. */
const awayCodes: ReadonlySet<number> = new Set([-118, -119]);

/** Whether it stops a message. That it is in force is for the store to say. */
export function stops(suppression: SuppressionRecord, { appIndex, phoneIndex, templateId, tag }: SuppressionTarget) {
  const { scope, source, zaloError } = suppression;
  if (suppression.phoneIndex !== phoneIndex) return false;
  if (suppression.appIndex !== allApplications && suppression.appIndex !== appIndex) return false;
  if (source === "receipt" && tag === 1 && awayCodes.has(zaloError ?? 0)) return false;
  return scope === "all" || scope === `tag:${tag}` || scope === `template:${templateId}`;
}
