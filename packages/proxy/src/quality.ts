import type { NxZalo } from "@nxzalo/core";
import type { Account } from "./routes/responses.ts";

/** How long an answer of NXCLOUD's is given again, in milliseconds: a page that asks each second must not use up the account's rate. */
const freshMs = 60_000;

/** How Zalo rates the official account of an application; asked for at most once in {@link freshMs}. */
export type ReadQuality = (appKey: string | undefined) => Promise<NonNullable<Account["quality"]>>;

/** Remembers one answer for each application. A failure is not remembered. */
export function createQualityReader(client: NxZalo, now: () => number): ReadQuality {
  const answers = new Map<string | undefined, { readonly until: number; readonly quality: ReturnType<ReadQuality> }>();
  const ask = async (appKey: string | undefined) => {
    const { current, sevenDays } = await client.oaQuality({}, appKey === undefined ? {} : { appKey });
    return { current, sevenDays, at: new Date(now()) };
  };
  return (appKey) => {
    const known = answers.get(appKey);
    if (known && now() < known.until) return known.quality;
    const quality = ask(appKey);
    answers.set(appKey, { until: now() + freshMs, quality });
    quality.catch(() => answers.delete(appKey));
    return quality;
  };
}
