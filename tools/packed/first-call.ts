import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../run-command.ts";
import type { Consumer } from "./consumer.ts";
import type { NodeVersion } from "./node-versions.ts";

const script = `
import { createNxZalo } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

const { credentials, appKey, ...sandbox } = createSandbox();
const { url, close } = await listen(sandbox);
const nx = createNxZalo({ credentials, appKey, baseUrl: url });
const { token } = await nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" });
console.log(token.length);
await close();
`;

/** One real call over HTTP, from the packed core to the packed sandbox; gives the length of the token. */
export async function firstCall({ folder }: Consumer, node: NodeVersion): Promise<number> {
  await writeFile(join(folder, "first-call.mjs"), script);
  const length = Number(await run(node.executable, ["first-call.mjs"], folder));
  if (!(length > 0)) throw new Error("the packed core got no token of the packed sandbox");
  return length;
}
