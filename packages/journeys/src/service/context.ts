import type { NxZalo } from "@nxzalo/core";
import type { InputSettings } from "@nxzalo/core/schemas";
import type { Encryption, JourneyRecords } from "../store/store.ts";

/** What the rule works with. */
export interface RuleContext {
  readonly records: JourneyRecords;
  readonly vault: Encryption;
  readonly client: Pick<NxZalo, "initJourneyToken" | "sendTemplate">;
  /** The application where a call names none; empty for the client's own. */
  readonly appKey: string;
  readonly settings: InputSettings;
  readonly leaseMs: number;
  readonly deadlineMs: number;
  readonly marginMs: number;
  readonly now: () => number;
}

/** What the client is called with. */
export const inApplication = (appKey: string) => (appKey === "" ? {} : { appKey });

export const dayMs = 86_400_000;

/** The indexes by which things are found. Each says what it is of, so that two kinds never meet. */
export const indexesOf = ({ index }: Encryption) => ({
  app: (appKey: string) => index("app", appKey),
  phone: (phone: string) => index("phone", phone),
  reference: (reference: string) => index("reference", reference),
  token: (token: string) => index("token", token),
  journey: (...parts: readonly string[]) => index("journey", ...parts),
  call: (caller: string, idempotencyKey: string) => index("call", caller, idempotencyKey),
  asked: (...parts: readonly string[]) => index("asked", ...parts),
  receipt: (content: string) => index("receipt", content),
});

/** Application keys as they are kept; nothing where all of them are meant. */
export async function appIndexesOf(
  { vault, appKey }: RuleContext,
  appKeys: readonly (string | undefined)[] | undefined,
): Promise<string[] | undefined> {
  return appKeys && Promise.all(appKeys.map((key = appKey) => indexesOf(vault).app(key)));
}
