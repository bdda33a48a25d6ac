import { callMethod, createRemoteRecords } from "../../src/store/record-methods.ts";
import type { JourneyRecords } from "../../src/store/store.ts";

/** Whether a process still lives. */
export interface ProcessState {
  isOver: boolean;
}

const never = () => new Promise<never>(() => {});
/** A store is somewhere else: on the way there, and on the way back, a process may die. */
const wayMs = 1;
const way = () => new Promise<void>((resolve) => setTimeout(resolve, wayMs));

/** Delivers a result to a process; one that has ended gets nothing more. */
export async function deliver<T>(life: ProcessState, work: () => Promise<T>): Promise<T> {
  if (life.isOver) return never();
  const settled = await Promise.allSettled([work()]);
  if (life.isOver) return never();
  const [result] = settled;
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** Records as a process sees them that may die at any moment: before a write, or after it and before it gets the result. */
export const crashable = (records: JourneyRecords, life: ProcessState): JourneyRecords =>
  createRemoteRecords((method, given) =>
    deliver(life, async () => {
      await way();
      if (life.isOver) return never();
      const result = await callMethod(records, method, given);
      await way();
      return result;
    }),
  );
