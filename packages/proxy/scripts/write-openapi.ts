// `pnpm --filter @nxzalo/proxy openapi`: writes the document that the proxies serve. A Worker gets it as a text, without the converter.
import { writeFileSync } from "node:fs";
import { buildDocument } from "../src/openapi/build-document.ts";

/** A line for each value, so that a change can be read; without indentation, which would only be served. */
const lines = JSON.stringify(buildDocument(), null, 1).replaceAll(/^ +/gm, "");
const escaped = lines.replaceAll(/[\\`]|\$\{/g, "\\$&");

writeFileSync(
  new URL("../src/openapi/document.ts", import.meta.url),
  `/** Made by scripts/write-openapi.ts. */\nexport const documentText = \`${escaped}\`;\n`,
);
