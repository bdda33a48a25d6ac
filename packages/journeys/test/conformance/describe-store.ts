import { afterEach } from "vitest";
import type { JourneyStore } from "../../src/store/store.ts";
import { describeAttempts } from "./attempts.ts";
import { describeAudit } from "./audit.ts";
import { describeCorrections } from "./corrections.ts";
import { describeDeletion } from "./deletion.ts";
import { describeEvents } from "./events.ts";
import { describeFoundMessages } from "./found-messages.ts";
import { describeIdempotency } from "./idempotency.ts";
import { describeLeases } from "./leases.ts";
import { describeLedger } from "./ledger.ts";
import { describeOlderRows } from "./older-rows.ts";
import { describePeople } from "./people.ts";
import { describeQuota } from "./quota.ts";
import { describeReceipts } from "./receipts.ts";
import { describeReceiving } from "./receiving.ts";
import { describeReferences } from "./references.ts";
import type { RecordsWith } from "./samples.ts";
import { describeSearch } from "./search.ts";
import { describeSessions } from "./sessions.ts";
import { describeSettings } from "./settings.ts";
import { describeStats } from "./stats.ts";
import { describeSuppressions } from "./suppressions.ts";
import { describeTasks } from "./tasks.ts";
import { describeUnreadable } from "./unreadable.ts";
import { describeWaiting } from "./waiting.ts";

/** What every backend has to do, whatever it is made of. */
export function describeStore(name: string, make: () => Promise<JourneyStore>): void {
  const opened: JourneyStore[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ records }) => records.close()));
  });
  const open = async () => {
    const store = await make();
    opened.push(store);
    return store;
  };
  const recordsWith: RecordsWith = async (...journeys) => {
    const store = await open();
    for (const journey of journeys) await store.records.addJourney(journey);
    return store.records;
  };
  describeLeases(name, recordsWith);
  describeIdempotency(name, recordsWith);
  describeAttempts(name, recordsWith);
  describeWaiting(name, recordsWith);
  describeEvents(name, recordsWith);
  describeReceipts(name, recordsWith);
  describeReceiving(name, open);
  describeReferences(name, open);
  describeCorrections(name, open);
  describeUnreadable(name, recordsWith);
  describeQuota(name, recordsWith);
  describeSearch(name, recordsWith);
  describeFoundMessages(name, recordsWith);
  describeDeletion(name, recordsWith);
  describeAudit(name, recordsWith);
  describeSessions(name, recordsWith);
  describeTasks(name, recordsWith);
  describeSettings(name, recordsWith);
  describeStats(name, recordsWith);
  describeSuppressions(name, recordsWith);
  describePeople(name, recordsWith);
  describeLedger(name, recordsWith);
  describeOlderRows(name, recordsWith);
}
