// `pnpm lint`: identifiers that were renamed stay gone. Exact names in code and SQL; prose is free.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Old identifier → the one to use. */
const renamed: Readonly<Record<string, string>> = {
  mended: "corrected",
  createBench: "createTestJourneys",
  JourneyKeeper: "JourneyService",
  KeeperCall: "CallContext",
  KeeperScope: "AccessScope",
  KeptMessage: "SentMessage",
  KeeperSettings: "JourneyServiceOptions",
  keeperOf: "storedPostRoute",
  Vault: "Encryption",
  hasVault: "hasCredentialProvider",
  mendedBy: "responsibleParty",
  MendedBy: "ResponsibleParty",
  takePlace: "acquireSlot",
  leavePlace: "releaseSlot",
  takeTurn: "waitForSlot",
  worthCorrectingMs: "clockSkewThresholdMs",
  comeBackStatuses: "retryAfterStatuses",
  insistQuietly: "retryWriteInBackground",
  patienceMs: "…TimeoutMs",
  seenCall: "readRecord",
  seenClaim: "readLease",
  nxzalo_calls: "nxzalo_idempotency_keys",
  nxzalo_claims: "nxzalo_leases",
  adoptReceipts: "linkReceipts",
  rowOf: "queryOne",
  rowsOf: "queryAll",
  runNow: "runSync",
  runLater: "runAsync",
  perSettings: "memoize",
  perEnv: "memoize",
  createWorld: "createSimulation",
  listOf: "parseList",
};

/** Old identifiers that are words of English too: only where they are declared or called. */
const renamedWords: Readonly<Record<string, string>> = {
  bounded: "withTimeout",
  guarded: "withStoreErrors",
  insist: "retryWrite",
  mortal: "crashable",
};

const listed = execFileSync("git", ["ls-files", "*.ts", "*.mts", "*.mjs", "*.js", "*.sql"], { encoding: "utf8" });
/** Databases of unreleased versions stay as they were: they are refused. */
const isExempt = (file: string) => file === "tools/lint/old-names.ts" || file.includes("/fixtures/");
const files = listed.split("\n").filter((file) => file && !isExempt(file) && existsSync(file));
const names = new RegExp(`\\b(?:${Object.keys(renamed).join("|")})\\b`, "g");
const words = Object.keys(renamedWords).join("|");
const uses = new RegExp(`(?:\\b(?:const|let|function)\\s+(${words})\\b|(?<![.\\w] )\\b(${words})\\()`, "g");
const isComment = (line: string) => /^\s*(?:\/\/|\/?\*)/.test(line);

const found = files.flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (isComment(line)) return [];
      const old = [...line.matchAll(names)].map(([name]) => [name, renamed[name]]);
      const oldWords = [...line.matchAll(uses)].map((match) => match[1] ?? match[2] ?? "");
      const all = [...old, ...oldWords.map((word) => [word, renamedWords[word]])];
      return all.map(([name, use]) => `${file}:${index + 1}: ${name} is called ${use} now`);
    }),
);
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
