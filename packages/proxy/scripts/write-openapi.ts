// `pnpm --filter @nxzalo/proxy openapi`: writes the document that the proxies serve. A Worker gets it as data, without the converter.
import { writeFileSync } from "node:fs";
import { buildDocument } from "../src/openapi/build-document.ts";

writeFileSync(
  new URL("../src/openapi/document.json", import.meta.url),
  `${JSON.stringify(buildDocument(), null, 2)}\n`,
);
