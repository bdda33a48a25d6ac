import type { Around, NxZalo, TemplateRegistry, Templates } from "@nxzalo/core";
import {
  type Complaint,
  check,
  configError,
  methodsValidator,
  type OptionRules,
  optionIssues,
  type Staging,
  type Validator,
  validateBoolean,
  validateCountryCode,
  validateCredential,
  validateFunction,
  validateRate,
  validateStaging,
  validateTemplates,
  wholeNumberValidator,
} from "@nxzalo/core/internal";
import { drWebhookSchema } from "@nxzalo/core/schemas";
import { type BudgetOptions, checkBudgetOptions } from "./service/budget.ts";
import { checkEvents, type EventsOptions } from "./service/event-targets.ts";
import type { OnUndeliverable } from "./service/on-undeliverable.ts";
import { checkQuietHours, quietHoursWrong } from "./service/quiet-hours.ts";
import type { JourneyStore } from "./store/store.ts";

/** Options of `createJourneys`. */
export interface JourneysOptions<Registry extends TemplateRegistry = TemplateRegistry> {
  /** Asked for tokens that are not there yet, and to send messages. */
  readonly client: Pick<NxZalo, "initJourneyToken" | "sendTemplate">;
  /** Where journeys are stored: from `createMemoryStore`, `createSqliteStore`, `createPostgresStore` or `createDurableStore`. */
  readonly store: JourneyStore;
  /**
   * The application where a call names none; it is part of what tells journeys apart. Name it where the client's own may change. Default:
   * the client's own.
   */
  readonly appKey?: string | undefined;
  /**
   * Where NXCLOUD posts the receipts of messages that name no `drWebhook`, such as `https://shop.example/v1/receipts/<key>`: a URL of at most
   * 256 characters. Default: none; a proxy hands its own on with each call.
   */
  readonly drWebhook?: string | undefined;
  /** The country code that completes national numbers, such as `84`. Default: they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /**
   * Milliseconds that the lease of a key lasts, at least 1,000: it is renewed while its owner works, so that others take over so long after
   * it has died. Default: 5,000.
   */
  readonly leaseMs?: number | undefined;
  /** Milliseconds that a call waits for another one that asks for the same journey. Default: 25,000. */
  readonly deadlineMs?: number | undefined;
  /** Milliseconds before its end from which on a token is no longer given out. Default: an hour. */
  readonly marginMs?: number | undefined;
  /**
   * Milliseconds that journeys are stored after their end (a Durable Object has its own), and that a message is answered by its
   * idempotency key, at least. Receipts that match nothing are stored for 30 days at most. Default: 90 days.
   */
  readonly retainMs?: number | undefined;
  /** Milliseconds that the audit is stored (a Durable Object has its own). Default: two years. */
  readonly auditRetainMs?: number | undefined;
  /** Milliseconds that the data of a message's template is stored after the message's end, so that it can be sent again. Default: 7 days. */
  readonly dataRetainMs?: number | undefined;
  /** What a month may cost, and what hears that it costs 80 or 100 % of that. Default: no budget. */
  readonly monthlyBudget?: BudgetOptions | undefined;
  /**
   * When messages whose template has tag 2 or 3 are held, as in `2=22:00-07:00,3=21:00-08:00@Asia/Ho_Chi_Minh`, or `off`; tags are read from
   * `templates`. Default: both from 22:00 to 07:00 in Vietnam.
   */
  readonly quietHours?: string | undefined;
  /**
   * Messages per second of the account, evenly paced by the store, whichever process sends them: what is live goes first, then what waited,
   * then `lane: "batch"`. Default: as fast as they come.
   */
  readonly ratePerSecond?: number | undefined;
  /**
   * How many messages of each day's quota are kept for templates of tag 1: once receipts tell that no more are left, other messages wait until
   * seven in the morning in Vietnam. Default: none is kept.
   */
  readonly quotaReserve?: number | undefined;
  /**
   * Whether a message that Zalo refused at night (-133) or for its quota (-144, -147) is sent once more, at seven in the morning in Vietnam, where
   * that is before its `notAfter`. Default: false.
   */
  readonly holdOnRefusal?: boolean | undefined;
  /**
   * Whom a staging process writes to: its `client` has to answer for all others, as `guardFetch` of `@nxzalo/sandbox/guard` makes one. What it
   * stores is marked, and costs nothing. `false` for a process of production. Either marks a store when it is used first, and uses no store of the
   * other kind. Default: nothing is looked at.
   */
  readonly staging?: Staging | false | undefined;
  /** Called when a message was stored that waits: it may be due. Default: nothing hears of it. */
  readonly onWaiting?: (() => void) | undefined;
  /** What is told of receipts, messages, the quota and the budget, and where it is posted. Default: nothing is. */
  readonly events?: EventsOptions | undefined;
  /**
   * Called with each message that does not reach its recipient, such as to send an SMS: by `deliverEvents`, at least once each, in whichever
   * process comes first, so that what it does once is told by `eventId`. It has 10 seconds; where it throws, it is called again, by the schedule of
   * events. Of `events`, `notifyRefused` and `undeliveredAfterMs` count for it too, and no target may take `message.undeliverable`. Default: nothing is called.
   */
  readonly onUndeliverable?: OnUndeliverable | undefined;
  /** The current time in milliseconds since the epoch. Default: the store's own, such as that of the Postgres server. */
  readonly now?: (() => number) | undefined;
  /** Put around each receipt that is taken, and around each piece of the store's work. Default: nothing. */
  readonly around?: Around | undefined;
  /**
   * The approved templates: a message is held against them before it is stored, and variables that are secret are not stored. What a key was
   * answered before, it is answered whatever they say by then. Default: messages are not checked.
   */
  readonly templates?: Templates<Registry> | undefined;
}

/** A shorter one would be lost to a pause for garbage, or to a slow disk; timers hold no longer one. */
const validateLease = /* @__PURE__ */ wholeNumberValidator(1_000, 2_147_483_647);

/** Whole milliseconds, of a hundred years at most: databases hold no fractions and no `Infinity`. */
const validateTime = /* @__PURE__ */ wholeNumberValidator(0, 3_155_760_000_000);

const notStore: Complaint = {
  code: "type_wrong",
  message: "must be a store (createSqliteStore and createPostgresStore give a promise of one: await it)",
};

const validateDrWebhook: Validator = (url) => {
  const read = check(drWebhookSchema(), url);
  return "issues" in read ? read.issues[0] : undefined;
};

const isFine: Validator = () => undefined;

const rules: OptionRules<JourneysOptions> = {
  client: /* @__PURE__ */ methodsValidator("initJourneyToken", "sendTemplate"),
  store: (store) => (Object(store).records ? undefined : notStore),
  // An empty one is the client's own.
  appKey: (value) => (value === "" ? undefined : validateCredential(value)),
  drWebhook: validateDrWebhook,
  defaultCountryCode: validateCountryCode,
  leaseMs: validateLease,
  deadlineMs: validateTime,
  marginMs: validateTime,
  retainMs: validateTime,
  auditRetainMs: validateTime,
  dataRetainMs: validateTime,
  // These two have options of their own.
  monthlyBudget: isFine,
  events: isFine,
  quietHours: (value) => (typeof value === "string" ? checkQuietHours(value) : quietHoursWrong),
  ratePerSecond: validateRate,
  staging: (value) => (value === false ? undefined : validateStaging(value)),
  quotaReserve: /* @__PURE__ */ wholeNumberValidator(0, Number.MAX_SAFE_INTEGER),
  holdOnRefusal: validateBoolean,
  onWaiting: validateFunction,
  onUndeliverable: validateFunction,
  now: validateFunction,
  around: validateFunction,
  templates: validateTemplates,
};

/** @throws ConfigError that names what is wrong with them */
export function assertUsable(options: JourneysOptions): void {
  const issues = [
    ...optionIssues(options, rules, { required: ["client"] }),
    ...(options?.store === undefined ? [{ path: ["store"], ...notStore }] : []),
    ...checkBudgetOptions(options?.monthlyBudget),
    ...checkEvents(options?.events, options?.onUndeliverable),
  ];
  if (issues.length > 0) throw configError(issues);
}
