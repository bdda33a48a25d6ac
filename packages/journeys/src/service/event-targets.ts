import type { Around } from "@nxzalo/core";
import {
  type CodedIssue,
  checkEventTargets,
  createWebhookSigner,
  type EventTarget,
  type OptionRules,
  optionIssues,
  postWebhook,
  type Validator,
  validateBoolean,
  validateFunction,
  validateTexts,
  validateWebhookSecret,
  type WebhookFetch,
  wholeNumberValidator,
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

const targetRules: OptionRules<EventTarget> = { url: () => undefined, types: validateTexts, secrets: validateTexts };

const validateTarget: Validator = (target) =>
  optionIssues(target, targetRules, { required: ["url", "types", "secrets"] })[0];

const validateTargets: Validator = (targets) => {
  if (!Array.isArray(targets) || targets.some(validateTarget))
    return {
      code: "type_wrong",
      message: 'must list targets such as { url: "https://shop.example/events", types: ["*"], secrets: ["whsec_…"] }',
    };
  const secrets: readonly string[] = targets.flatMap((target) => (target.secrets.length === 0 ? [""] : target.secrets));
  return checkEventTargets(targets) ?? secrets.map((one) => validateWebhookSecret(one)).find(Boolean);
};

const rules: OptionRules<EventsOptions> = {
  targets: validateTargets,
  notifyRefused: validateBoolean,
  undeliveredAfterMs: /* @__PURE__ */ wholeNumberValidator(60_000, 3_155_760_000_000),
  onStored: validateFunction,
  fetch: validateFunction,
};

/** What is wrong with them, and with a function beside the targets. */
export function checkEvents(options: EventsOptions | undefined, onUndeliverable: unknown): readonly CodedIssue[] {
  if (options === undefined) return [];
  const issues = optionIssues(options, rules, { required: ["targets"], path: ["events"] });
  if (issues.length > 0 || onUndeliverable === undefined) return issues;
  const isTaken = options.targets.some(({ types }) => types.includes(undeliverableType));
  const message = `one of events.targets names ${undeliverableType} already: each event goes to one target`;
  return isTaken ? [{ path: ["onUndeliverable"], message, code: "listed_twice" }] : [];
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
