import { expect, it } from "vitest";
import { type OpenFile, toMapping, toPlan } from "./plan.ts";

const open = (lastModified: number): OpenFile => ({
  file: new File(["SĐT\n0912000777\n"], "don-hang.csv", { lastModified }),
  preview: {
    headings: ["SĐT"],
    columns: [{ heading: "SĐT", field: "phone", isCertain: true }],
    rows: [],
    format: "csv",
    headingRow: 1,
    isEncodingCertain: true,
  },
  read: {},
  templateId: "133214",
  tokenType: "",
  app: "default",
  uses: { SĐT: "field:phone" },
});

it("a file that was corrected is another plan, also where its size is the same", () => {
  expect(toPlan(open(1), [])?.key).toBe(toPlan(open(1), [])?.key);
  expect(toPlan(open(1), [])?.key).not.toBe(toPlan(open(2), [])?.key);
});

it("messages are of the application that is chosen, unless a column says it; the default one is not named", () => {
  expect(toMapping(open(1)).fields).toEqual({ phone: "SĐT" });
  expect(toMapping({ ...open(1), app: "north" }).fields).toEqual({ phone: "SĐT", app: { constant: "north" } });
  expect(toMapping({ ...open(1), app: "north", uses: { SĐT: "field:app" } }).fields).toEqual({ app: "SĐT" });
});
