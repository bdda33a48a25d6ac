import { join } from "node:path";
import { build } from "esbuild";
import { withGateway } from "./gateway.ts";
import { runTool } from "./install.ts";
import { playIn } from "./play-in.ts";

/** What generates a client, by the name of the file that plays the story with it: a program of the tools', and its arguments. */
export type Generators = Readonly<Record<string, readonly [program: string, ...args: string[]]>>;

/** Runs in CI. */
export const generators: Generators = {
  "openapi-fetch": ["openapi-typescript", "document.json", "-o", "openapi-fetch/schema.ts"],
  // biome-ignore format: options and their values stand together
  "hey-api": [
    "openapi-ts", "-i", "document.json", "-o", "hey-api", "-s", "--no-log-file",
    "-p", "@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk",
  ],
};

/** Generates the clients, compiles them under strict, and lets each, bundled as its users bundle it, play the story against a gateway. */
export async function tryGeneratedClients(folder: string, programs: Generators): Promise<void> {
  for (const [program, ...args] of Object.values(programs)) await runTool(folder, program, args);
  await runTool(folder, "tsc", ["-p", "."]);
  for (const name of Object.keys(programs)) {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      entryPoints: [join(folder, `${name}.ts`)],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      // Axios is CommonJS, and asks for Node's modules.
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    });
    await withGateway((variables) => playIn(process.execPath, [outfile], variables));
    console.log(`${name}: compiles under strict, and works`);
  }
}
