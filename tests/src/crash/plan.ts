import { createRandom } from "../harness/random.ts";
import type { CallerName } from "./settings.ts";

/** What tells journeys apart. */
export interface Order {
  readonly name: string;
  readonly caller: CallerName;
  readonly phone: string;
  readonly tokenType: string;
  readonly reference: string;
}

/** How a message names its recipient. */
export type Form = "reference" | "journeyId" | "token";

/** A message that is to be sent once, by its caller's idempotency key. */
export interface Message {
  /** Stands in the template's data, by which NXCLOUD's journal knows it. */
  readonly name: string;
  readonly order: Order;
  readonly form: Form;
  readonly idempotencyKey: string;
  readonly templateId: string;
}

/** What a client asks for. */
export type Wish =
  | { readonly kind: "open"; readonly order: Order; readonly idempotencyKey?: string }
  | { readonly kind: "send"; readonly message: Message };

/** Everything that a run asks for. */
export interface Plan {
  readonly orders: readonly Order[];
  readonly messages: readonly Message[];
  /** In the order in which it is asked for. */
  readonly wishes: readonly Wish[];
}

const forms: readonly Form[] = ["reference", "journeyId", "token"];
const templates = { "133214": 2, undelivered: 5, duplicates: 1, shuffled: 1, "cost-on-delivered": 1 };
const tokenTypes = ["token_logistics_7", "token_logistics_30", "token_coach_bus_7", "token_coach_bus_30"];
const openings = [undefined, undefined, undefined, undefined, "o", "o"];
const repeats = [0, 1, 2];
/** What one order brings: its openings and two messages. */
const wishesPerOrder = openings.length + 2 * repeats.length;

function orderOf(seed: number, index: number): Order {
  const random = createRandom(seed, index);
  // One phone has several parcels, and one reference several phones.
  const phone = `8491${String(Math.floor(index / 3)).padStart(7, "0")}`;
  const reference = `Đơn ${index % 3} 🚚`;
  const caller = index % 2 === 0 ? "desk" : "depot";
  return { name: `order ${index}`, caller, phone, tokenType: random.pick(tokenTypes), reference };
}

/** What is asked for, from the seed alone: most of what is the same at once, and some of it again later. */
export function planRun(seed: number, requests: number): Plan {
  const orders = Array.from({ length: Math.ceil(requests / wishesPerOrder) }, (_, index) => orderOf(seed, index));
  const messages: Message[] = [];
  const timed: { at: number; wish: Wish }[] = [];
  for (const [index, order] of orders.entries()) {
    const random = createRandom(seed, index, 1);
    const ask = (wish: Wish) => {
      const later = random.next() < 0.2 ? random.next() * orders.length : random.next() * 2;
      timed.push({ at: index + later, wish });
    };
    // Both callers have the same keys: they are not the same calls.
    const keyFor = (name: string) => `${name}-${Math.floor(index / 2)}`;
    for (const key of openings) ask({ kind: "open", order, ...(key && { idempotencyKey: keyFor(key) }) });
    const left = random.pick(forms);
    for (const form of forms.filter((form) => form !== left)) {
      const name = `${order.name} by ${form}`;
      const message = {
        name,
        order,
        form,
        idempotencyKey: keyFor(form),
        templateId: random.weighted(templates),
      };
      messages.push(message);
      for (const _ of repeats) ask({ kind: "send", message });
    }
  }
  const wishes = timed.sort((one, other) => one.at - other.at).map(({ wish }) => wish);
  return { orders, messages, wishes };
}
