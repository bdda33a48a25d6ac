import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";

/** Runs the commands of a page's first fence, which show what is wrong. Rejects where one fails. */
export async function runRunbook(page: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const text = await readFile(join(root, `docs/runbooks/${page}.md`), "utf8");
  const [, commands = ""] = /```sh\n(.*?)```/s.exec(text) ?? [];
  const settings = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  return run("bash", ["-eo", "pipefail", "-c", `${settings.join("")}${commands}`], root);
}
