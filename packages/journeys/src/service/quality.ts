import type { OaQuality } from "@nxzalo/core";
import type { CallContext } from "@nxzalo/core/journeys";
import type { EventRecord } from "../store/events.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { isWanted } from "./event-targets.ts";

/** What Zalo calls the quality of an official account, the worst first; what it calls otherwise says nothing of better or worse. */
const levels = ["LOW", "MEDIUM", "HIGH"];
const rankOf = (level: string) => levels.indexOf(level);

/** The event of an application's fall, by how many there have been: it is the same for each process that hears of it. */
const fallEvent = (
  appIndex: string,
  falls: number,
  { at, ...facts }: { readonly at: number; readonly from: string; readonly to: string; readonly sevenDays: string },
): EventRecord => ({
  eventId: `quality_${falls}_${appIndex}`,
  type: "quality.fallen",
  messageId: null,
  receiptId: null,
  appIndex,
  phoneIndex: null,
  orderedBy: `quality ${appIndex}`,
  createdAt: at,
  facts,
});

/** Hears how Zalo rates an official account: that it is worse than when this was last heard is an event, where something takes that. */
export async function receiveQuality(
  context: ServiceContext,
  { current, sevenDays }: OaQuality,
  { appKey = context.appKey }: Pick<CallContext, "appKey">,
): Promise<void> {
  const { records, encryption, events, now } = context;
  const level = current.toUpperCase();
  if (rankOf(level) < 0 || !isWanted(context, "quality.fallen")) return;
  const appIndex = await createIndexes(encryption).app(appKey);
  const name = `quality ${appIndex}`;
  const known = await records.setting(name, `${level} 0`);
  const [from = "", falls = "0"] = known.split(" ");
  if (level === from) return;
  const isFall = rankOf(level) < rankOf(from);
  const count = Number(falls) + (isFall ? 1 : 0);
  if (isFall) {
    // Before it is stored that it was heard: where this process dies in between, the next one stores the same event.
    await records.addEvent(fallEvent(appIndex, count, { from, to: level, sevenDays, at: now() }));
    events?.onStored();
  }
  await records.replaceSetting(name, { from: known, to: `${level} ${count}` });
}
