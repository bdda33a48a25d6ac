import type { Random } from "../harness/random.ts";
import { type Asked, givenBy, type Phase, type Question } from "./asked.ts";
import { call, type HttpRequest } from "./call.ts";
import type { Fleet } from "./fleet.ts";
import type { Message, Order, Wish } from "./plan.ts";

/** Everything that is asked of the gateways, and what came of it. */
export interface CrashClient {
  /** Asks for it through any gateway. */
  ask(phase: Phase, wish: Wish): Promise<Asked>;
  /** Asks what is known of the journey that an order was given. */
  find(phase: Phase, order: Order): Promise<Asked | undefined>;
  /** Whether a message has been asked for: one that names a journey cannot be, until there is one. */
  isBegun(message: Message): boolean;
  readonly asked: readonly Asked[];
}

/** Creates the clients of a run. */
export function createCrashClient(fleet: Fleet, random: Random): CrashClient {
  const asked: Asked[] = [];
  const journeys = new Map<string, { journeyId: string; token: string }>();
  const bodies = new Map<string, object>();

  async function make(phase: Phase, question: Question, request: HttpRequest): Promise<Asked> {
    const one = { phase, question, ...(await call(fleet, random, request)) };
    asked.push(one);
    const { journeyId, token } = givenBy(one);
    // What was given first is what counts: whether others were given the same is for the judge.
    if (journeyId !== undefined && token !== undefined && !journeys.has(question.order))
      journeys.set(question.order, { journeyId, token });
    return one;
  }

  function open(phase: Phase, { name, caller, phone, tokenType, reference }: Order, idempotencyKey?: string) {
    const body = { phone, tokenType, reference };
    const request = { method: "POST", path: "/v1/journeys", caller, idempotencyKey, body } as const;
    return make(phase, { kind: "open", order: name }, request);
  }

  /** The same for every repeat; nothing where it names a journey that was not given yet. */
  function bodyOf({ name, form, order, templateId }: Message): object | undefined {
    const known = bodies.get(name);
    const journey = journeys.get(order.name);
    if (known || (form !== "reference" && !journey)) return known;
    const { phone, tokenType, reference } = order;
    const recipients = {
      reference: { phone, tokenType, reference },
      journeyId: { journeyId: journey?.journeyId },
      token: { phone, journeyToken: journey?.token },
    };
    const body = { ...recipients[form], templateId, templateData: { message: name } };
    bodies.set(name, body);
    return body;
  }

  return {
    asked,
    isBegun: ({ name }) => bodies.has(name),
    ask: async (phase, wish) => {
      if (wish.kind === "open") return open(phase, wish.order, wish.idempotencyKey);
      const { name, order, idempotencyKey } = wish.message;
      const body = bodyOf(wish.message);
      if (!body) return open(phase, order);
      const request = { method: "POST", path: "/v1/messages", caller: order.caller, idempotencyKey, body } as const;
      return make(phase, { kind: "send", order: order.name, message: name }, request);
    },
    find: async (phase, { name, caller }) => {
      const journey = journeys.get(name);
      if (!journey) return undefined;
      const request = { method: "GET", path: `/v1/journeys/${journey.journeyId}`, caller } as const;
      return make(phase, { kind: "find", order: name }, request);
    },
  };
}
