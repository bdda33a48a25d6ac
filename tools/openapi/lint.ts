import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "./install.ts";

/** Neither linter has anything to say of the document. */
export async function lintDocument(folder: string): Promise<void> {
  await writeFile(join(folder, "spectral.json"), JSON.stringify({ extends: ["spectral:oas"] }));
  await writeFile(join(folder, "redocly.yaml"), "extends: [recommended]\ntelemetry: off\n");
  const redocly = await runTool(folder, "redocly", ["lint", "document.json", "--format=json"]);
  const { totals } = JSON.parse(redocly.slice(redocly.indexOf("{"))) as { totals: Record<string, number> };
  const findings = Object.values(totals).reduce((sum, count) => sum + count, 0);
  if (findings > 0) throw new Error(`redocly lint, recommended:\n${redocly}`);
  const spectral = ["lint", "document.json", "--ruleset=spectral.json", "--fail-severity=hint", "--quiet"];
  await runTool(folder, "spectral", spectral);
}
