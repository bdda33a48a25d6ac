import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { type GatewayVariables, withGateway } from "./gateway.ts";
import { runTool } from "./install.ts";

const execute = promisify(execFile);

/** Runs a client, bundled as its users bundle it, in a process of its own. */
async function runClient(folder: string, name: string, variables: GatewayVariables): Promise<void> {
  const outfile = join(folder, `${name}.mjs`);
  await build({ entryPoints: [join(folder, `${name}.ts`)], outfile, bundle: true, platform: "node", format: "esm" });
  const env = { PATH: process.env["PATH"], ...variables };
  await execute(process.execPath, [outfile], { cwd: folder, env }).catch(({ message, stderr }) => {
    throw new Error(`${name}: ${message}\n${stderr}`);
  });
}

/** Generates the clients, compiles them under strict, and lets each play the story against a running gateway. */
export async function tryGeneratedClients(folder: string): Promise<readonly string[]> {
  await runTool(folder, "openapi-typescript", ["document.json", "-o", "openapi-fetch/schema.ts"]);
  const plugins = ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"];
  await runTool(folder, "openapi-ts", [
    "-i",
    "document.json",
    "-o",
    "hey-api",
    "-s",
    "--no-log-file",
    "-p",
    ...plugins,
  ]);
  await runTool(folder, "tsc", ["-p", "."]);
  const names = ["openapi-fetch", "hey-api"];
  for (const name of names) await withGateway((variables) => runClient(folder, name, variables));
  return names;
}
