// `pnpm check:openapi`: other people's tools take the proxy's document: two linters, two client generators and a mock server.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { generators, tryGeneratedClients } from "./openapi/generated-clients.ts";
import { installTools } from "./openapi/install.ts";
import { lintDocument } from "./openapi/lint.ts";
import { checkMockAnswers } from "./openapi/mock-answers.ts";

const folder = await installTools(join(import.meta.dirname, "openapi/clients"));
try {
  await lintDocument(folder);
  console.log("redocly (recommended) and spectral (oas): nothing to report");
  await tryGeneratedClients(folder, generators);
  console.log(`prism: ${await checkMockAnswers(folder)} documented requests taken, each answered with its example`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
