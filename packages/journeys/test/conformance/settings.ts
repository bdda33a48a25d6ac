import { describe, expect, it } from "vitest";
import type { RecordsWith } from "./samples.ts";

export function describeSettings(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: settings`, () => {
    it("keeps the first, and replaces it only where it is unchanged", async () => {
      const records = await recordsWith();
      expect(await records.setting("s", "first")).toBe("first");
      expect(await records.setting("s", "second")).toBe("first");
      expect(await records.replaceSetting("s", { from: "other", to: "x" })).toBe(false);
      expect(await records.replaceSetting("s", { from: "first", to: "x" })).toBe(true);
      expect(await records.setting("s", "second")).toBe("x");
    });

    it("says that it can be used, again and again", async () => {
      const records = await recordsWith();
      await records.ping();
      await records.ping();
      await records.probe();
      await records.probe();
      expect(await records.search({ now: 1, limit: 9 })).toEqual([]);
    });
  });
}
