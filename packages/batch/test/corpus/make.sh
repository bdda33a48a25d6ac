#!/usr/bin/env bash
# Makes the files of this folder from sheets.mjs by LibreOffice, as a person would save them. The tests need only the files.
# On Debian: apt-get install --no-install-recommends libreoffice-calc. Made with LibreOffice 7.4.7.2.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node sheets.mjs "$work"

# source, filter, name of what is made
convert() {
  soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$2" --outdir "$work/out" "$work/$1.fods" >/dev/null
  mv "$work/out/$1.${3##*.}" "$3"
}
xlsx() { convert "$1" "xlsx:Calc MS Excel 2007 XML" "$1.xlsx"; }
# Options of the filter: delimiter, quotation mark, charset, first line, columns, language, all texts in quotes, cells as shown.
# Charsets: 76 is UTF-8, 65535 UTF-16, 40 Windows-1258, which by its name silently means UTF-8.
csv() { convert "$1" "csv:Text - txt - csv (StarCalc):$2,34,$3,1,,0,false,true" "$4"; }

for sheet in parcels long-numbers faults since-1904; do xlsx "$sheet"; done
csv parcels 44 76 utf-8.csv
csv parcels 59 40 windows-1258.csv
csv parcels 9 65535 utf-16.csv
csv long-numbers 59 76 long-numbers.csv
csv faults 59 76 faults.csv
