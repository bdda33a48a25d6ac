import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore } from "../../src/sqlite.ts";
import { describeStore } from "./describe-store.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-conformance-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

describeStore("sqlite", () => createSqliteStore({ path: join(folder, `${files++}.db`) }));
describeStore("sqlite in memory", () => createSqliteStore({ path: ":memory:" }));
