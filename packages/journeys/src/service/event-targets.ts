import type { Around } from "@nxzalo/core";
import {
  type CodedIssue,
  checkEventTargets,
  createWebhookSigner,
  type EventTarget,
  postWebhook,
  unknownOptions,
  validateWebhookSecret,
  type WebhookFetch,
} from "@nxzalo/core/internal";
import { bytesToHex, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import { callUndeliverable, type OnUndeliverable, undeliverableType } from "./on-undeliverable.ts";
import { type RoutedTarget, timeoutMs } from "./routed-target.ts";

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

const optionNames = [
  "targets",
  "notifyRefused",
  "undeliveredAfterMs",
  "onStored",
  "fetch",
] as const satisfies readonly (keyof EventsOptions)[];

const shortestSilenceMs = 60_000;

/** What is wrong with a function beside targets. */
export function checkUndeliverable(given: unknown, targets: readonly EventTarget[] = []): readonly CodedIssue[] {
  const path = ["onUndeliverable"];
  if (typeof given !== "function") return [{ path, message: "must be a function", code: "type_wrong" }];
  const isTaken = targets.some(({ types }) => types.includes(undeliverableType));
  const message = `one of events.targets names ${undeliverableType} already: each event goes to one target`;
  return isTaken ? [{ path, message, code: "listed_twice" }] : [];
}

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

/** The path may hold a secret. */
const factsOf = (url: string, type: string) => ({
  "http.request.method": "POST",
  "url.full": `${new URL(url).origin}/`,
  "nxzalo.event.type": type,
});

/** Where events go, and how. */
interface Ways {
  readonly targets: readonly EventTarget[];
  readonly onUndeliverable: OnUndeliverable | undefined;
  readonly fetch: WebhookFetch | undefined;
  readonly around: Around;
}

/** The targets, each with what it takes. */
export function routeTargets({ targets, onUndeliverable, fetch, around }: Ways): readonly RoutedTarget[] {
  const called = onUndeliverable && callUndeliverable(onUndeliverable, around);
  const named = [...targets, ...(called ? [called] : [])].flatMap(({ types }) => types).filter((type) => type !== "*");
  const posted = targets.map(({ url, types, secrets }): RoutedTarget => {
    const isRest = types.includes("*");
    const sign = createWebhookSigner(secrets);
    return {
      name: bytesToHex(sha256(utf8ToBytes(url))).slice(0, 16),
      types: isRest ? named.filter((type) => !types.includes(type)) : types,
      isExcept: isRest,
      failure: "unreachable",
      send: ({ eventId, type, createdAt, data, at }) => {
        const body = JSON.stringify({ type, timestamp: new Date(createdAt).toISOString(), data });
        return around("deliver event", factsOf(url, type), (work) =>
          postWebhook({ url, sign, fetch, timeoutMs }, { id: eventId, at, body }, work),
        );
      },
    };
  });
  return called ? [...posted, called] : posted;
}

/** Of which types there are events. */
export interface Events {
  readonly targets: readonly RoutedTarget[];
  readonly notifiesRefused: boolean;
  readonly undeliveredAfterMs: number | undefined;
  readonly onStored: () => void;
}

/** Whether something takes events of a type: what nothing takes is not stored. */
export const isWanted = ({ events }: { readonly events?: Events | undefined }, type: string): boolean =>
  events?.targets.some(({ types, isExcept }) => types.includes(type) !== isExcept) === true;
