// `pnpm --filter @nxzalo/proxy openapi`: writes the document that the proxies serve. A Worker gets it as a text, without the converter.
import { writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { buildDocument } from "../src/openapi/build-document.ts";

/** A line for each value, so that a change can be read; without indentation, which would only be served. */
const lines = JSON.stringify(buildDocument(), null, 1).replaceAll(/^ +/gm, "");
const escaped = lines.replaceAll(/[\\`]|\$\{/g, "\\$&");

const packed = deflateRawSync(lines, { level: 9 }).toString("base64");

const write = (name: string, code: string) =>
  writeFileSync(
    new URL(`../src/openapi/${name}`, import.meta.url),
    `/** Made by scripts/write-openapi.ts. */\n${code}\n`,
  );
write("document.ts", `export const documentText = \`${escaped}\`;`);
write("packed-document.ts", `export const packedDocument =\n  "${packed}";`);
