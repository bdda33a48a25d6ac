import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createQueue, type Refusal } from "./queue.ts";

const never = new AbortController().signal;

/** The queue as a plain model. */
function createModel(slots: number, limit: number) {
  const inside: number[] = [];
  const line: number[] = [];
  const refusals = new Map<number, Refusal>();
  let isClosed = false;
  return {
    inside,
    line,
    refusals,
    enter(id: number) {
      if (isClosed) refusals.set(id, "closed");
      else if (inside.length < slots) inside.push(id);
      else if (line.length < limit) line.push(id);
      else refusals.set(id, "full");
    },
    leave() {
      inside.shift();
      const next = line.shift();
      if (next !== undefined) inside.push(next);
    },
    abort(id: number) {
      const at = line.indexOf(id);
      if (at < 0) return;
      line.splice(at, 1);
      refusals.set(id, "aborted");
    },
    close() {
      isClosed = true;
      for (const id of line.splice(0)) refusals.set(id, "closed");
    },
  };
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ do: "enter" } as const) },
  { weight: 3, arbitrary: fc.constant({ do: "leave" } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("abort" as const), pick: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constant({ do: "close" } as const) },
);

describe("the queue", () => {
  it("admits, holds and refuses as the model does, in the order of arrival", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({ slots: fc.integer({ min: 1, max: 4 }), limit: fc.nat(5) }),
        fc.array(step, { maxLength: 60, size: "max" }),
        async ({ slots, limit }, steps) => {
          const queue = createQueue({ slots, limit });
          const model = createModel(slots, limit);
          const controllers: AbortController[] = [];
          const entered: number[] = [];
          const refusals = new Map<number, Refusal>();
          const expected: number[] = [];
          for (const one of steps) {
            const wasInside = [...model.inside];
            if (one.do === "enter") {
              const id = controllers.push(new AbortController()) - 1;
              model.enter(id);
              queue.acquireSlot((controllers[id] as AbortController).signal).then((refusal) => {
                if (refusal) refusals.set(id, refusal);
                else entered.push(id);
              });
            } else if (one.do === "leave") {
              if (model.inside.length === 0) continue;
              model.leave();
              queue.releaseSlot();
            } else if (one.do === "abort") {
              if (!controllers[one.pick]) continue;
              model.abort(one.pick);
              controllers[one.pick]?.abort();
            } else {
              model.close();
              queue.close();
            }
            expected.push(...model.inside.filter((id) => !wasInside.includes(id)));
            await new Promise(setImmediate);
            expect(entered).toEqual(expected);
            expect(refusals).toEqual(model.refusals);
          }
        },
      ),
    ));

  it("leaves no listener on a signal, however the wait ended", async () => {
    const listeners = new Set<unknown>();
    const signal = {
      aborted: false,
      addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
    };
    const queue = createQueue({ slots: 1, limit: 3 });
    await queue.acquireSlot(signal);
    const [served, sentAway] = [queue.acquireSlot(signal), queue.acquireSlot(signal)];
    expect(listeners.size).toBe(2);
    queue.releaseSlot();
    await served;
    expect(listeners.size).toBe(1);
    queue.close();
    expect(await sentAway).toBe("closed");
    expect(listeners.size).toBe(0);
  });

  it("refuses a call that has waited for as long as it may, and the slot goes to the next one", async () => {
    vi.useFakeTimers();
    try {
      const queue = createQueue({ slots: 1, limit: 3 });
      await queue.acquireSlot(never, 50);
      const [hasty, patient, late] = [50, 100, 80].map((withinMs) => queue.acquireSlot(never, withinMs));
      vi.advanceTimersByTime(50);
      expect(await hasty).toBe("late");
      queue.releaseSlot();
      expect(await patient).toBeUndefined();
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(50);
      expect(await late).toBe("late");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("no call that comes while a slot changes hands overtakes", async () => {
    const queue = createQueue({ slots: 1, limit: 2 });
    const order: string[] = [];
    await queue.acquireSlot(never);
    const first = queue.acquireSlot(never).then(() => order.push("first"));
    queue.releaseSlot();
    const late = queue.acquireSlot(never).then(() => order.push("late"));
    await first;
    queue.releaseSlot();
    await late;
    expect(order).toEqual(["first", "late"]);
  });

  it("does not hold a slot for a signal that has fired already", async () => {
    const queue = createQueue({ slots: 1, limit: 0 });
    expect(await queue.acquireSlot(AbortSignal.abort())).toBe("aborted");
    expect(await queue.acquireSlot(never)).toBeUndefined();
    expect(await queue.acquireSlot(never)).toBe("full");
  });
});
