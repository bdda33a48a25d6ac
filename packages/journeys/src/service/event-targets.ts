import type { Around } from "@nxzalo/core";
import {
  type CodedIssue,
  checkEventTargets,
  createWebhookSigner,
  type EventTarget,
  unknownOptions,
  validateWebhookSecret,
  type WebhookFetch,
} from "@nxzalo/core/internal";
import { bytesToHex, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import type { EventTypes } from "../store/event-records.ts";

/** What is delivered, and where. */
export interface EventsOptions {
  /** Where events are posted: each to the one target that names its type, otherwise to the one that names `*`. */
  readonly targets: readonly EventTarget[];
  /** Whether a refusal that its caller was answered with makes an event as well. Default: false. */
  readonly notifyRefused?: boolean | undefined;
  /**
   * Milliseconds after which a message that was accepted, and of whose end no receipt tells, is told to be undeliverable: at least a minute.
   * Only where a delivery of the same application was told within 24 hours, and never in quiet hours. Default: silence is not told of.
   */
  readonly undeliveredAfterMs?: number | undefined;
  /** Called when something was stored that is to be delivered. Default: nothing hears of it. */
  readonly onStored?: (() => void) | undefined;
  /** The way to the targets. Default: the runtime's own `fetch`. */
  readonly fetch?: WebhookFetch | undefined;
}

/** A target with the types that it takes. */
export interface RoutedTarget extends EventTypes {
  /** What tells it from others: not its URL, whose path may be secret. */
  readonly name: string;
  readonly url: string;
  readonly sign: ReturnType<typeof createWebhookSigner>;
}

const optionNames = [
  "targets",
  "notifyRefused",
  "undeliveredAfterMs",
  "onStored",
  "fetch",
] as const satisfies readonly (keyof EventsOptions)[];

const shortestSilenceMs = 60_000;

/** What is wrong with them. */
export function checkEvents(options: EventsOptions): readonly CodedIssue[] {
  const at = (issue: CodedIssue) => ({ ...issue, path: ["events", ...issue.path] });
  if (!options.targets) return [at({ path: ["targets"], message: "is missing", code: "required" })];
  const wrong = checkEventTargets(options.targets);
  const secretWrong = options.targets
    .map(({ secrets }) =>
      secrets.length === 0 ? validateWebhookSecret("") : secrets.map((one) => validateWebhookSecret(one)).find(Boolean),
    )
    .find(Boolean);
  const complaints = [wrong, secretWrong].flatMap((one) =>
    one ? [{ path: ["targets"], ...one }] : [],
  ) as CodedIssue[];
  const { undeliveredAfterMs = shortestSilenceMs } = options;
  if (!(undeliveredAfterMs >= shortestSilenceMs))
    complaints.push({ path: ["undeliveredAfterMs"], message: "must be at least 60000", code: "number_out_of_range" });
  return [...unknownOptions(options, optionNames), ...complaints].map(at);
}

/** The targets, each with what it takes. */
export function routeTargets(targets: readonly EventTarget[]): readonly RoutedTarget[] {
  const named = targets.flatMap(({ types }) => types).filter((type) => type !== "*");
  return targets.map(({ url, types, secrets }) => {
    const isRest = types.includes("*");
    return {
      name: bytesToHex(sha256(utf8ToBytes(url))).slice(0, 16),
      url,
      sign: createWebhookSigner(secrets),
      types: isRest ? named.filter((type) => !types.includes(type)) : types,
      isExcept: isRest,
    };
  });
}

/** Of which types there are events. */
export interface Events {
  readonly targets: readonly RoutedTarget[];
  readonly notifiesRefused: boolean;
  readonly undeliveredAfterMs: number | undefined;
  readonly onStored: () => void;
  readonly fetch: WebhookFetch | undefined;
  /** Put around each delivery. */
  readonly around: Around;
}

/** Whether something takes events of a type: what nothing takes is not stored. */
export const isWanted = ({ events }: { readonly events?: Events | undefined }, type: string): boolean =>
  events?.targets.some(({ types, isExcept }) => types.includes(type) !== isExcept) === true;
