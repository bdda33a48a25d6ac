import type { Around } from "@nxzalo/core";
import { withTimeout } from "@nxzalo/core/internal";
import type { Undeliverable } from "../store/undeliverable.ts";
import { type RoutedTarget, timeoutMs } from "./routed-target.ts";

/** The type of what it is called with. */
export const undeliverableType = "message.undeliverable";

/** A message that does not reach its recipient. */
export interface UndeliverableMessage extends Undeliverable {
  /** The same each time that it is called with this message. */
  readonly eventId: string;
  /** Since when that is known. */
  readonly createdAt: Date;
  readonly messageId: string;
  /** null for a message of a release that did not store it. */
  readonly templateId: string | null;
  /** As the message was asked for; absent where it was not given. */
  readonly reference?: string;
  readonly ext?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of a message of a staging process, which was sent only in appearance. */
  readonly simulated?: true;
}

/** Takes a message that does not reach its recipient: it is through where this ends, and is tried again where this throws. */
export type OnUndeliverable = (message: UndeliverableMessage) => void | Promise<void>;

/** A function as a target of its own. */
export const callUndeliverable = (onUndeliverable: OnUndeliverable, around: Around): RoutedTarget => ({
  name: "onUndeliverable",
  types: [undeliverableType],
  isExcept: false,
  failure: "failed",
  send: ({ eventId, type, createdAt, data }) =>
    around("deliver event", { "nxzalo.event.type": type }, () =>
      withTimeout({ timeoutMs }, async () => {
        await onUndeliverable({ ...data, eventId, createdAt: new Date(createdAt) } as UndeliverableMessage);
        return { status: 200 };
      }),
    ),
});
