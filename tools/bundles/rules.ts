import { builtinModules } from "node:module";

/** Something that an entry must not hold. */
export interface Ban {
  readonly what: string;
  /** Tells it by the path of a module, or by what the module imports from the platform. */
  readonly module?: RegExp;
  /** Tells it by the code. */
  readonly text?: RegExp;
}

/** Rules add up: an entry keeps every rule whose pattern fits its name. */
export interface Rule {
  readonly entries: RegExp;
  readonly bans: readonly Ban[];
}

const platformModule = new RegExp(`^(node:.*|${builtinModules.join("|")})$`);

const notForPackages: readonly Ban[] = [
  { what: "createRequire", text: /\bcreateRequire\b/ },
  { what: "a test tool", module: /node_modules\/(vitest|fast-check|@vitest\/[^/]+)\// },
  { what: "an app", module: /^apps\// },
];

const notForEveryRuntime: readonly Ban[] = [
  { what: "an import of Node's", module: platformModule },
  { what: "undici", module: /^undici$|node_modules\/undici\// },
  { what: "pg", module: /^pg$|node_modules\/pg(-[^/]+)?\// },
  { what: "Buffer", text: /\bBuffer\b/ },
  { what: "process", text: /\bprocess\s*(\.|\?\.|\[)/ },
  { what: "require", text: /\b(__require|require)\(/ },
];

const zod: Ban = { what: "zod", module: /node_modules\/zod\// };
const hashes: Ban = { what: "@noble/hashes", module: /node_modules\/@noble\/hashes\// };
const codeTable: Ban = {
  what: "NXCLOUD's code table",
  module: /packages\/core\/src\/client\/upstream-codes\.ts$/,
  text: /\bupstreamCodes?\(|\bquotation_missing\b/,
};
const signer: Ban = {
  what: "the signer",
  module: /packages\/core\/src\/(signature|client|config|schemas)\//,
  text: /\bcanonicalString\b|\bnobleHash\b|\bbizType\b/,
};
const secret: Ban = { what: "a name of the access secret", text: /access[\s_-]?secret/i };

/** One of them, and an engine reads the whole script at two bytes a character: strings are escaped by bundlers, patterns as they are written. */
const wideCharacter: Ban = { what: "a character beyond Latin-1 in a pattern", text: /[^\0-\xff]/ };

export const rules: readonly Rule[] = [
  { entries: /./, bans: notForPackages },
  {
    entries:
      /^(@nxzalo\/(batch|core|client|edge|hono|proxy|telemetry)(\/|$)|@nxzalo\/(sandbox|journeys|journeys\/memory|journeys\/cloudflare)$|client |sign |worker )/,
    bans: notForEveryRuntime,
  },
  { entries: /^worker /, bans: [wideCharacter] },
  { entries: /^@nxzalo\/core\/(errors|problem)$/, bans: [zod, hashes, codeTable] },
  { entries: /^(@nxzalo\/client(\/|$)|client )/, bans: [zod, hashes, codeTable, signer, secret] },
];
