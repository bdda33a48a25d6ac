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
  const query = await toMessageQuery(context, where, scope);
  const search = async (state: MessageState | undefined) =>
    context.records.searchMessages({ ...query, state, limit: messagesAtMost + 1 });
  const wanted = query.state === undefined ? states : states.filter((state) => state === query.state);
  const [found, ...byState] = await Promise.all([search(query.state), ...wanted.map(search)]);
  const fit = byState.flat().sort((one, other) => other.createdAt - one.createdAt);
  return {
    matched: Math.min(found?.length ?? 0, messagesAtMost),
    hasMore: (found?.length ?? 0) > messagesAtMost || fit.length > messagesAtMost,
    fit: fit.slice(0, messagesAtMost),
  };
}
