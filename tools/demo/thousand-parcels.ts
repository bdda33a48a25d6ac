import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { TokenReply } from "./request-token.ts";

const file = "data/parcels.csv";
const count = 1_000;

/** Of a range that no operator has: were the file ever sent in earnest, nobody would get a message. Each tenth has lost its 0. */
const phoneOf = (parcel: number) => `${parcel % 10 === 0 ? "" : "0"}300${String(parcel).padStart(6, "0")}`;

/** Writes a file of parcels as Excel would, and prints how the command line sends them: README has the same commands. */
export function offerParcels({ base }: Pick<TokenReply, "base">, generatedKey: string | undefined): void {
  const parcels = Array.from({ length: count }, (_, index) => index + 1);
  const rows = parcels.map((parcel) => `${phoneOf(parcel)};Đơn T${parcel};Đang giao`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `\ufeff${["SĐT;Mã đơn;status", ...rows].join("\r\n")}\r\n`);
  console.log(`
a thousand parcels are in ${file}: send them, stop that by Ctrl-C, and send them again; none gets two messages

  export NXZALO_GATEWAY=${base} NXZALO_KEY=${generatedKey ?? "'<one of your GATEWAY_API_KEYS>'"}
  npx nxzalo send-file ${file} --template 133214 --rate 100
  npx nxzalo send-file ${file} --template 133214 --check`);
}
