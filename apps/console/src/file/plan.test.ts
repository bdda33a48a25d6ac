import { expect, it } from "vitest";
import { type OpenFile, toPlan } from "./plan.ts";

const open = (lastModified: number): OpenFile => ({
  file: new File(["SĐT\n0912000777\n"], "don-hang.csv", { lastModified }),
  preview: {
    headings: ["SĐT"],
    columns: [{ heading: "SĐT", field: "phone", isCertain: true }],
    rows: [],
    isEncodingCertain: true,
  },
  read: {},
  templateId: "133214",
  tokenType: "",
  uses: { SĐT: "field:phone" },
});

it("a file that was corrected is another plan, also where its size is the same", () => {
  expect(toPlan(open(1), [])?.key).toBe(toPlan(open(1), [])?.key);
  expect(toPlan(open(1), [])?.key).not.toBe(toPlan(open(2), [])?.key);
});
