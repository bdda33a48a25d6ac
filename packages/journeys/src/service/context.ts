import type { NxZalo, Templates } from "@nxzalo/core";
import type { Staging } from "@nxzalo/core/internal";
import type { Money } from "@nxzalo/core/journeys";
import type { InputSettings } from "@nxzalo/core/schemas";
import type { Encryption, JourneyRecords } from "../store/store.ts";
import type { Pace } from "../store/waiting.ts";
import type { Events } from "./event-targets.ts";
import type { QuietHours } from "./quiet-hours.ts";
import type { QuotaReserve } from "./quota-reserve.ts";
import type { WriteTimeouts } from "./retry-write.ts";
import type { WaitForSlot } from "./slot-queue.ts";

/** What every operation works with. */
export interface ServiceContext {
  readonly records: JourneyRecords;
  /** Resolves where what NXCLOUD answers can be stored, as far as is known. */
  readonly assertWritable: () => Promise<void>;
  readonly encryption: Encryption;
  readonly client: Pick<NxZalo, "initJourneyToken" | "sendTemplate">;
  /** The application where a call names none; empty for the client's own. */
  readonly appKey: string;
  readonly knownAppIndexes: KnownAppIndexes;
  readonly knownAppNames: WeakMap<AppKeys, AppNames>;
  /** Goes with messages that name none. */
  readonly drWebhook: string | undefined;
  readonly settings: InputSettings;
  /** What messages are held against. */
  readonly templates: Templates | undefined;
  /** When messages are held. */
  readonly quietHours: QuietHours;
  /** The account's pace, where it is limited. */
  readonly pace: Pace | undefined;
  /** To whom a staging process writes; all others are written to only in appearance. */
  readonly staging: Staging | undefined;
  /** Keeps the last part of a day's quota for tag 1, where it is asked to. */
  readonly quotaReserve: QuotaReserve | undefined;
  /** Whether what Zalo refused for its time or its quota is sent again in the morning, once. */
  readonly holdOnRefusal: boolean;
  /** Whether what a request has begun ends with it: it may not be waited for by another one. */
  readonly endsWithRequest: boolean;
  /** Waits for a place in the pace. */
  readonly waitForSlot: WaitForSlot;
  /** Hears that something was stored that may be due. */
  readonly onWaiting: (() => void) | undefined;
  readonly leaseMs: number;
  readonly deadlineMs: number;
  readonly marginMs: number;
  readonly retainMs: number;
  readonly auditRetainMs: number;
  readonly dataRetainMs: number;
  /** What is delivered, where there are targets. */
  readonly events?: Events | undefined;
  /** Looks whether the month's budget is reached, where there is one. */
  readonly watchBudget?: ((charge: Money, now: number) => Promise<void>) | undefined;
  readonly timeouts: WriteTimeouts;
  readonly now: () => number;
}

/** What the client is called with. */
export const inApplication = (appKey: string) => (appKey === "" ? {} : { appKey });

/** The indexes by which things are found. Each says what it is of, so that two kinds never meet. */
export const createIndexes = ({ index }: Encryption) => ({
  app: (appKey: string) => index("app", appKey),
  phone: (phone: string) => index("phone", phone),
  phoneEnding: (digits: string) => index("phone ending", digits),
  reference: (reference: string) => index("reference", reference),
  foldedReference: (folded: string) => index("folded reference", folded),
  referenceEnding: (ending: string) => index("reference ending", ending),
  token: (token: string) => index("token", token),
  journey: (...parts: readonly string[]) => index("journey", ...parts),
  idempotency: (caller: string, idempotencyKey: string) => index("idempotency", caller, idempotencyKey),
  topic: (...parts: readonly string[]) => index("topic", ...parts),
  input: (...parts: readonly string[]) => index("input", ...parts),
  suppression: (...parts: readonly string[]) => index("suppression", ...parts),
  receipt: (content: string) => index("receipt", content),
  link: (secret: string) => index("session link", secret),
  session: (secret: string) => index("session", secret),
});

/** Keys of applications by their configured names. */
export type AppKeys = Readonly<Record<string, string>>;

/** Configured names of applications by their indexes. */
export type AppNames = ReadonlyMap<string, string>;

/** Indexes by the lists of keys that they were made of. */
export type KnownAppIndexes = WeakMap<readonly (string | undefined)[], readonly string[]>;

/**
 * The indexes of application keys; `undefined` where all applications are meant. They are made once for a list: a caller may have hundreds,
 * and the same at each call.
 */
export async function toAppIndexes(
  { encryption, appKey, knownAppIndexes }: ServiceContext,
  appKeys: readonly (string | undefined)[] | undefined,
): Promise<readonly string[] | undefined> {
  const known = appKeys && knownAppIndexes.get(appKeys);
  if (known || !appKeys) return known;
  const { app } = createIndexes(encryption);
  const indexes = [...new Set(await Promise.all(appKeys.map((key = appKey) => app(key))))];
  knownAppIndexes.set(appKeys, indexes);
  return indexes;
}
