/**
 * When something was asked: while everything breaks; when all gateways run again and some receipts are still to come; when all of them
 * have come.
 */
export type Phase = "crashing" | "unsettled" | "settled";

/** What was asked, by the names of the plan. */
export type Question =
  | { readonly kind: "open"; readonly order: string }
  | { readonly kind: "send"; readonly order: string; readonly message: string }
  | { readonly kind: "find"; readonly order: string };

/** How it ended: with an answer; with a broken connection; not at all within the limit. */
export type End =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly type: string;
      readonly retryAfter: string | null;
      readonly json: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "cut"; readonly isKilled: boolean; readonly message: string }
  | { readonly kind: "hung" };

/** One request and how it ended. */
export interface Asked {
  readonly phase: Phase;
  readonly question: Question;
  readonly tookMs: number;
  readonly end: End;
}

/** The journey that an answer gives; undefined where it gives none. */
export function givenBy({ end }: Pick<Asked, "end">): { journeyId: string | undefined; token: string | undefined } {
  const { journeyId, token } = end.kind === "answered" && end.status < 300 ? end.json : {};
  return {
    journeyId: typeof journeyId === "string" ? journeyId : undefined,
    token: typeof token === "string" ? token : undefined,
  };
}
