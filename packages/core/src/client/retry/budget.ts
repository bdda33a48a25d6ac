/** Lets retries through as a share of calls. */
export interface RetryBudget {
  /** One more call. */
  earn(): void;
  /** Whether one more retry is affordable; takes it out if so. */
  spend(): boolean;
}

/** So many retries are always there, for those who call seldom. */
const reserve = 10;

/** A bucket that each call fills by `share` of a retry. */
export function createBudget(share: number): RetryBudget {
  let tokens = share === 0 ? 0 : reserve;
  return {
    earn: () => {
      tokens = Math.min(reserve, tokens + share);
    },
    spend: () => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
