// Checks as many rows as it is told, without a store, and writes the most memory that it held, in MiB.
import { type BatchMessage, createBatch } from "@nxzalo/batch";

const count = Number(process.argv[2]);

function* rows(): Generator<BatchMessage> {
  for (let row = 2; row < count + 2; row += 1) {
    const phone = `0912${String(row % 1_000_000).padStart(6, "0")}`;
    const templateData = { name: "Nguyễn Văn A", status: "Đang giao", total: "150000" };
    yield { row, phone, reference: `DH${String(row).padStart(8, "0")}`, templateId: "133214", templateData };
  }
}

const send = async () => {
  throw new Error("a dry run sends nothing");
};
const dryRun = createBatch({ send }).check(rows());
for await (const { verdict, row } of dryRun) if (verdict !== "send") throw new Error(`row ${row} is ${verdict}`);
console.log(process.resourceUsage().maxRSS / 1024);
