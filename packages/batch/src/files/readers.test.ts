import { describe, expect, it, vi } from "vitest";
import { makeXlsx } from "../testing/make-xlsx.ts";

const text = `SĐT;Tên\n${'0912345678;"Nguyễn; A"\n'.repeat(20_000)}`;

describe("the packages that read files", () => {
  it("may be csv-parse's build for browsers", async () => {
    vi.resetModules();
    vi.doMock("#csv-parse", () => import("csv-parse/browser/esm/sync"));
    const { readRows } = await import("./index.ts");
    let count = 0;
    for await (const { values } of await readRows(new Blob([text])))
      if (values["Tên"] === "Nguyễn; A" && values["SĐT"] === "0912345678") count += 1;
    vi.doUnmock("#csv-parse");
    expect(count).toBe(20_000);
  });

  it.each(["fflate", "saxes"])(
    "are named where %s is not installed and XLSX is read; CSV needs neither",
    async (name) => {
      vi.resetModules();
      vi.doMock(name, () => {
        throw new Error("not found");
      });
      const { createResultFile, readRows } = await import("./index.ts");
      const missing = {
        kind: "config",
        issues: [
          { path: [name], code: "package_missing", message: expect.stringContaining("npm install fflate saxes") },
        ],
      };
      await expect(readRows(makeXlsx({ rows: "" }))).rejects.toMatchObject(missing);
      if (name === "fflate")
        await expect(createResultFile({ headings: [], format: "xlsx", write() {} })).rejects.toMatchObject(missing);
      expect((await readRows(new Blob([text]))).headings).toEqual(["SĐT", "Tên"]);
      vi.doUnmock(name);
    },
  );
});
