#!/usr/bin/env bash
# People's names that a desk searches for with LIKE '%…%' in the SQL of Workers, in D1 and in a Durable Object: which are too long, in a table without rows and in one with a row.
#
# Version: miniflare 4.20260730.0.
# Seen on 2026-11-30: a pattern may have 50 bytes, as D1's page of limits says in its last lines; the error says "too complex". In Vietnamese a letter with its marks has two or three bytes: a
# name of 34 letters has 45, and is searched for; the same name decomposed has 53, an error; so is an address of 47 letters. In a table without rows there is no error, since nothing is
# compared: what is tried with an empty database passes. `instr(name, ?)` has no such limit in either.
# Who is hurt: who writes the search of a desk over D1: it works for "Lan", and answers 500 for who types the whole name, or an address.
# What follows: search with `instr`, or bound what is typed, in bytes, after `normalize("NFC")`; a test has a row, and a pattern of 51 bytes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund miniflare@4.20260730.0
cat > search.mjs <<'JS'
import { Miniflare } from "miniflare";

const worker = `
  import { DurableObject } from "cloudflare:workers";
  const create = "CREATE TABLE IF NOT EXISTS people (name TEXT)";
  const insert = "INSERT INTO people VALUES ('Lan')";
  const ways = { like: ["SELECT count(*) AS found FROM people WHERE name LIKE ?", (text) => "%" + text + "%"], instr: ["SELECT count(*) AS found FROM people WHERE instr(name, ?) > 0", (text) => text] };
  const said = (error) => error.message.includes("too complex") ? "too complex" : error.message;
  export class People extends DurableObject {
    fill(isFilled) {
      this.ctx.storage.sql.exec(create);
      if (isFilled) this.ctx.storage.sql.exec(insert);
    }
    find(way, text) {
      const [select, toPattern] = ways[way];
      try {
        return this.ctx.storage.sql.exec(select, toPattern(text)).one().found;
      } catch (error) {
        return said(error);
      }
    }
  }
  export default {
    async fetch(request, { PEOPLE, DB }) {
      const { isFilled, texts } = await request.json();
      const object = PEOPLE.get(PEOPLE.idFromName("one"));
      await object.fill(isFilled);
      await DB.exec(create);
      if (isFilled) await DB.exec(insert);
      const lines = [];
      for (const text of texts) {
        const found = [];
        for (const [way, [select, toPattern]] of Object.entries(ways)) {
          const ofD1 = await DB.prepare(select).bind(toPattern(text)).first().then((row) => row.found, said);
          found.push(way + ": " + ofD1 + " in D1, " + (await object.find(way, text)) + " in an object");
        }
        lines.push(found.join("; "));
      }
      return Response.json(lines);
    },
  };
`;
const workers = new Miniflare({
  modules: true,
  script: worker,
  compatibilityDate: "2026-07-01",
  durableObjects: { PEOPLE: { className: "People", useSQLite: true } },
  d1Databases: ["DB"],
});
const name = "Trần Nguyễn Đặng Quỳnh Hương Giang";
const texts = { "a name": name, "the same, decomposed": name.normalize("NFD"), "an address": "12 đường Nguyễn Thị Minh Khai, phường Bến Thành" };
for (const isFilled of [false, true]) {
  const answer = await workers.dispatchFetch("http://127.0.0.1/", { method: "POST", body: JSON.stringify({ isFilled, texts: Object.values(texts) }) });
  const lines = await answer.json();
  console.log(isFilled ? "one row" : "no row");
  Object.entries(texts).forEach(([kind, text], index) => console.log(`  ${kind}, ${[...text].length} letters, ${Buffer.byteLength(text)} bytes: ${lines[index]}`));
}
await workers.dispose();
JS
node search.mjs | tee seen
diff seen - <<'SEEN'
no row
  a name, 34 letters, 45 bytes: like: 0 in D1, 0 in an object; instr: 0 in D1, 0 in an object
  the same, decomposed, 43 letters, 53 bytes: like: 0 in D1, 0 in an object; instr: 0 in D1, 0 in an object
  an address, 47 letters, 61 bytes: like: 0 in D1, 0 in an object; instr: 0 in D1, 0 in an object
one row
  a name, 34 letters, 45 bytes: like: 0 in D1, 0 in an object; instr: 0 in D1, 0 in an object
  the same, decomposed, 43 letters, 53 bytes: like: too complex in D1, too complex in an object; instr: 0 in D1, 0 in an object
  an address, 47 letters, 61 bytes: like: too complex in D1, too complex in an object; instr: 0 in D1, 0 in an object
SEEN
echo "as it was seen"
