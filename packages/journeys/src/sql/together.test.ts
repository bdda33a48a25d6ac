import { afterEach, describe, expect, it, vi } from "vitest";
import { together } from "./together.ts";

/** Runs that end when they are told to. */
function start() {
  const runs: { readonly all: readonly number[]; end(): void; fail(): void }[] = [];
  const run = together<number, string>(
    (all) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error(`no ${all.join()}`));
        runs.push({ all, end: () => resolve(all.map((one) => `done ${one}`)), fail });
      }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { runs, run, settle };
}

describe("work together", () => {
  afterEach(() => void vi.useRealTimers());

  it("begins at once, and does by the next run what has come meanwhile", async () => {
    const { runs, run, settle } = start();
    const results = Promise.all([run(1), run(2), run(3)]);
    expect(runs.map(({ all }) => all)).toEqual([[1]]);
    runs[0]?.end();
    await settle();
    expect(runs.map(({ all }) => all)).toEqual([[1], [2, 3]]);
    runs[1]?.end();
    expect(await results).toEqual(["done 1", "done 2", "done 3"]);
  });

  it("is done one by one where it failed, so that one does not keep others from it", async () => {
    const { runs, run, settle } = start();
    const results = Promise.allSettled([run(1), run(2), run(3)]);
    runs[0]?.end();
    await settle();
    runs[1]?.fail();
    await settle();
    expect(runs.slice(2).map(({ all }) => all)).toEqual([[2], [3]]);
    runs[2]?.fail();
    runs[3]?.end();
    const [one, two, three] = await results;
    expect([one, three]).toMatchObject([{ value: "done 1" }, { value: "done 3" }]);
    expect(two).toMatchObject({ reason: { message: "no 2" } });
  });

  it("begins again after a failure", async () => {
    const { runs, run, settle } = start();
    const failed = expect(run(1)).rejects.toThrow("no 1");
    runs[0]?.fail();
    await failed;
    await settle();
    const done = run(2);
    runs[1]?.end();
    expect(await done).toBe("done 2");
  });

  it("does not wait for a run that hangs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { runs, run, settle } = start();
    const results = Promise.all([run(1), run(2), run(3)]);
    await vi.advanceTimersByTimeAsync(24);
    expect(runs.map(({ all }) => all)).toEqual([[1]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs.map(({ all }) => all)).toEqual([[1], [2, 3]]);
    runs[1]?.end();
    await settle();
    const fourth = run(4);
    expect(runs.map(({ all }) => all).slice(2)).toEqual([[4]]);
    for (const { end } of runs) end();
    expect([...(await results), await fourth]).toEqual(["done 1", "done 2", "done 3", "done 4"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
