#!/usr/bin/env bash
# Days and times in a sheet of LibreOffice (ODS), read on a machine in Vietnam and on a server in UTC. In ODS they are texts, 2026-12-01 and PT08H30M00S, and no serial numbers.
#
# Versions: xlsx (SheetJS) 0.18.5, @e965/xlsx 0.20.3 (SheetJS, newer), hucre 1.0.0; the file is written by hand, with jszip 3.10.1, in the form that LibreOffice gives it.
# Seen on 2026-11-30:
#   - SheetJS 0.18 makes serial numbers with the machine's zone in them: in Vietnam the day 01/12/2026 is 46357.29201, seven hours and half a minute into it, and 05:30 is 05:30:30.
#     So what helps with XLSX, to take the serial and no `cellDates`, does not help here. In UTC the same numbers are right.
#   - 0.20 gives Dates also where none were asked for. A day is midnight on the machine: its ISO text in Vietnam is that of the day before.
#   - a time of day is a Date of 1899 to 0.20, and its ISO text in Vietnam is 01:23:30 for 08:30: the zone was at +07:06:30 then. 25:30 is on another day.
#   - hucre gives days in UTC, right in both, and of times the text, PT08H30M00S.
#   - the formatted text (`raw: false`) is the text that the sheet shows, in all.
# Who is hurt: who reads trips from such a sheet, as many companies without Excel have them: coaches leave half a minute off, on the day before, or at PT08H30M00S.
# What follows: of ODS the shown text is read, and checked as what a person has typed; or the sheet is saved as XLSX.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 @e965/xlsx@0.20.3 hucre@1.0.0 jszip@3.10.1
cat > read.mjs <<'JS'
import newer from "@e965/xlsx";
import { readOds } from "hucre";
import JSZip from "jszip";
import XLSX from "xlsx";

const cells = [
  ['office:value-type="date" office:date-value="2026-12-01"', "01/12/2026"],
  ['office:value-type="date" office:date-value="2026-12-01T05:30:00"', "01/12/2026 05:30"],
  ['office:value-type="time" office:time-value="PT08H30M00S"', "08:30"],
  ['office:value-type="time" office:time-value="PT25H30M00S"', "25:30"],
];
const office = "urn:oasis:names:tc:opendocument:xmlns";
const row = cells.map(([value, text]) => `<table:table-cell ${value}><text:p>${text}</text:p></table:table-cell>`).join("");
const type = "application/vnd.oasis.opendocument.spreadsheet";
const zip = new JSZip();
zip.file("mimetype", type);
zip.file(
  "content.xml",
  `<office:document-content xmlns:office="${office}:office:1.0" xmlns:table="${office}:table:1.0" xmlns:text="${office}:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="trips"><table:table-row>${row}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
);
zip.file("styles.xml", `<office:document-styles xmlns:office="${office}:office:1.0" office:version="1.3"/>`);
zip.file(
  "META-INF/manifest.xml",
  `<manifest:manifest xmlns:manifest="${office}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
);
const bytes = await zip.generateAsync({ type: "nodebuffer" });
const show = (value) => (value instanceof Date ? value.toISOString().slice(0, 19) : typeof value === "number" ? value.toFixed(5) : value);
console.log(`TZ=${process.env.TZ}`);
for (const [name, library] of Object.entries({ "SheetJS 0.18.5": XLSX, "SheetJS 0.20.3": newer })) {
  const { trips } = library.read(bytes).Sheets;
  const read = (options) => library.utils.sheet_to_json(trips, { header: 1, ...options })[0].map(show).join(", ");
  console.log(`  ${name}: ${read({})}`);
  console.log(`  ${name}, text: ${read({ raw: false })}`);
}
console.log(`  hucre: ${(await readOds(bytes)).sheets[0].rows[0].map(show).join(", ")}`);
JS
for zone in Asia/Ho_Chi_Minh UTC; do TZ=$zone node read.mjs; done | tee seen
diff seen - <<'SEEN'
TZ=Asia/Ho_Chi_Minh
  SheetJS 0.18.5: 46357.29201, 46357.22951, 0.35417, 1.06250
  SheetJS 0.18.5, text: 01/12/2026, 01/12/2026 05:30, 08:30, 25:30
  SheetJS 0.20.3: 2026-11-30T17:00:00, 2026-11-30T22:30:00, 1899-12-31T01:23:30, 1899-12-31T18:23:30
  SheetJS 0.20.3, text: 01/12/2026, 01/12/2026 05:30, 08:30, 25:30
  hucre: 2026-12-01T00:00:00, 2026-12-01T05:30:00, PT08H30M00S, PT25H30M00S
TZ=UTC
  SheetJS 0.18.5: 46357.00000, 46357.22917, 0.35417, 1.06250
  SheetJS 0.18.5, text: 01/12/2026, 01/12/2026 05:30, 08:30, 25:30
  SheetJS 0.20.3: 2026-12-01T00:00:00, 2026-12-01T05:30:00, 1899-12-31T08:30:00, 1900-01-01T01:30:00
  SheetJS 0.20.3, text: 01/12/2026, 01/12/2026 05:30, 08:30, 25:30
  hucre: 2026-12-01T00:00:00, 2026-12-01T05:30:00, PT08H30M00S, PT25H30M00S
SEEN
echo "as it was seen"
