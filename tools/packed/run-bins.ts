import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PublicPackage } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";

/** Every command says how it is used; gives their names. */
export async function runBins({ folder }: Consumer, packages: readonly PublicPackage[]): Promise<string[]> {
  const bins = packages.flatMap((one) =>
    Object.entries(one.manifest.bin ?? {}).map(([name, file]) => ({ one, name, file })),
  );
  for (const { one, name, file } of bins) {
    if (!existsSync(join(folder, "node_modules/.bin", name))) throw new Error(`npm has not linked the command ${name}`);
    const usage = await run(process.execPath, [join(one.folder, file), "--help"], folder);
    if (!usage.includes(name)) throw new Error(`${name} --help does not name itself`);
  }
  return bins.map(({ name }) => name);
}
