import type { EventState, ReplayEventsInput, SearchEventsInput } from "../schemas/index.ts";
import type { AccessScope } from "./views.ts";

/** An event: what is delivered to a target, with how that stands. */
export interface EventView {
  /** The `webhook-id` of its deliveries. */
  readonly eventId: string;
  /** Such as `message.undeliverable`. */
  readonly type: string;
  readonly state: EventState;
  readonly createdAt: Date;
  /** The message that it is about; absent where that is none. */
  readonly messageId?: string;
  /** How often its delivery has been tried since it was stored or replayed. */
  readonly tries: number;
  /** When it is tried next; absent where it waits no more. */
  readonly dueAt?: Date;
  /** When it was delivered or given up. */
  readonly endedAt?: Date;
  /**
   * What went wrong last: `status_503`, `timed_out`, `unreachable` or, of `onUndeliverable`, `failed`; `never_tried`, where its target was never reached in three days;
   * `deleted`, where what it tells of was; `unmatched` for a receipt that matches no journey and no message, `unreadable` for what is none.
   */
  readonly reason?: string;
  /** Why it cannot be read, such as `it is not JSON`. */
  readonly detail?: string;
  /** The receipt that matches nothing, as it came. */
  readonly receipt?: Readonly<Record<string, unknown>>;
  /** The first 16,384 characters of what cannot be read. */
  readonly text?: string;
}

/** One page of events, newest first. */
export interface EventPage {
  readonly events: readonly EventView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** The stored events of a {@link JourneyService}. */
export interface EventService {
  /** Events, and receipts that match nothing or cannot be read, newest first. @throws InputError where the query does not fit. */
  search(query: SearchEventsInput, scope?: AccessScope): Promise<EventPage>;
  /**
   * Delivers again what is over, of those that were stored in a time: by the same ids, so that a receiver that has one knows it. What waits
   * for a target that is paused is tried at once. The audit has who asked for it. Gives how many.
   *
   * @throws InputError where the times do not fit.
   */
  replay(input: ReplayEventsInput, scope?: AccessScope & { readonly caller?: string | undefined }): Promise<number>;
}
