import type { AccessScope, MessageState } from "@nxzalo/core/journeys";
import type { MessageSummary } from "../store/message-queries.ts";
import type { ServiceContext } from "./context.ts";
import { type Search, toMessageQuery } from "./search-messages.ts";

const messagesAtMost = 1_000;

/** What many messages at once are taken from. */
export interface FoundForBulk {
  /** How many a search finds, up to 1,000. */
  readonly matched: number;
  /** Whether there are more of these, or of those that fit. */
  readonly hasMore: boolean;
  /** The newest 1,000 that are in one of the states, however many others are newer. */
  readonly fit: readonly FitMessage[];
}

export type FitMessage = Pick<MessageSummary, "messageId" | "appIndex">;

export async function findForBulk(
  context: ServiceContext,
  where: Search,
  scope: AccessScope,
  states: readonly MessageState[],
): Promise<FoundForBulk> {
  const search = async (state: MessageState | undefined) => {
    // What waits is looked for in all that is stored.
    const asked = state === "scheduled" ? { ...where, state } : where;
    const query = await toMessageQuery(context, asked, scope);
    return context.records.searchMessages({ ...query, state, limit: messagesAtMost + 1 });
  };
  const wanted = where.state === undefined ? states : states.filter((state) => state === where.state);
  const [found, ...byState] = await Promise.all([search(where.state), ...wanted.map(search)]);
  const fit = byState.flat().sort((one, other) => other.createdAt - one.createdAt);
  const matched = Math.max(found?.length ?? 0, fit.length);
  return {
    matched: Math.min(matched, messagesAtMost),
    hasMore: matched > messagesAtMost,
    fit: fit.slice(0, messagesAtMost),
  };
}
