import type { Account, MessageStats } from "@nxzalo/client/desk";
import { now } from "../api/clock.ts";
import { usePolled } from "../api/use-polled.ts";
import { addDays, dayOf } from "../format.ts";
import { toApp, useSession } from "../session/session.ts";

/** The figures of one day. */
export interface Day {
  readonly day: string;
  readonly byState: MessageStats;
  readonly byHour: MessageStats;
  readonly byHourBefore: MessageStats;
  readonly byCode: MessageStats;
}

/** The figures of today: they are asked for by the day, so that midnight brings the next one. */
export function useDay() {
  const { desk } = useSession();
  return usePolled<Day>("today", async (signal) => {
    const day = dayOf(now());
    const before = addDays(day, -1);
    const stats = (of: string, by: "state" | "hour" | "code") =>
      desk.messages.stats({ from: of, to: of, by }, { signal });
    const [byState, byHour, byHourBefore, byCode] = await Promise.all([
      stats(day, "state"),
      stats(day, "hour"),
      stats(before, "hour"),
      stats(day, "code"),
    ]);
    return { day, byState, byHour, byHourBefore, byCode };
  });
}

/** Asked for by itself: NXCLOUD may be away while the store answers. */
export function useAccount() {
  const { desk, me } = useSession();
  const app = toApp(me.apps[0]);
  return usePolled<Account>("account", (signal) => desk.account({ app }, { signal }), 60_000);
}
