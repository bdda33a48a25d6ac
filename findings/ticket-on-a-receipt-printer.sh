#!/usr/bin/env bash
# The passenger's name on a ticket or a COD receipt, as three libraries make ESC/POS of it: their bytes, read as a printer reads them, by the table of letters that the bytes ask for (`ESC t n`, by Epson's
# numbers: 52 is Windows-1258, 30 the small letters of TCVN-3). No printer was at hand.
#
# Versions: node-thermal-printer 4.6.1, @point-of-sale/receipt-printer-encoder 4.0.1, esc-pos-encoder 3.0.0; iconv-lite 0.7.0 reads the tables beside Node's own TextDecoder.
# Seen on 2026-11-30:
#   - node-thermal-printer asks for table 52 and then sends bytes of another one: it takes TCVN for a letter that Windows-1258 has not, and gives both, and VISCII, the number 52. "Nguyễn Thị Ánh" is "NguyÔn Th̃ ƒnh",
#     also where no Vietnamese table was chosen; "Đỗ Văn Mỹ" is "Đç V¨n Mü".
#   - Windows-1258 has "ê" and a tilde that is put on it, and no "ễ". The two others make "?" of what is composed, "Nguy?n Th? Ánh", and of what is decomposed (NFD) "Nguye?̃n": none writes the half that the table has.
#   - with `codepage("auto")` both are right, where the printer is said to be Epson's and the name is composed. Of an Xprinter, as most desks have, nothing is known that has these letters: "?" again.
# "Trà Bá Anh" is right in all but one, since its letters are in every table, so that a try with such a name shows nothing. None fails.
# Who is hurt: a ticket with a name that is on no list, or a receipt whose amount's words cannot be read.
# What follows: names are normalised to NFC and printed with "auto" on a printer that was tried with "Nguyễn" and "Đỗ", or as a picture; or their marks are taken off first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node-thermal-printer@4.6.1 @point-of-sale/receipt-printer-encoder@4.0.1 esc-pos-encoder@3.0.0 iconv-lite@0.7.0
cat > print.cjs <<'JS'
const iconv = require("iconv-lite");
const { CharacterSet, PrinterTypes, ThermalPrinter } = require("node-thermal-printer");

/** Pages of letters by their numbers in ESC/POS, as Epson's tables and those of the libraries have them. */
const pages = { 0: "cp437", 2: "cp850", 18: "cp852", 30: "tcvn", 52: "windows-1258" };
const lengths = { "\x1b@": 2, "\x1bM": 3, "\x1c.": 2 };
/** What a printer puts on paper: letters by the page that was asked for last. */
function onPaper(bytes) {
  let [page, text] = [0, ""];
  for (let at = 0; at < bytes.length; at += 1) {
    const command = String.fromCharCode(bytes[at], bytes[at + 1] ?? 0);
    if (command === "\x1bt") page = bytes[at + 2];
    if (command === "\x1bt" || command in lengths) at += (lengths[command] ?? 3) - 1;
    else if (bytes[at] >= 32) text += pages[page] === "windows-1258" ? new TextDecoder("windows-1258").decode(bytes.subarray(at, at + 1)) : iconv.decode(Buffer.from([bytes[at]]), pages[page]);
  }
  return text.normalize("NFC");
}
async function main() {
  const { default: ReceiptPrinterEncoder } = await import("@point-of-sale/receipt-printer-encoder");
  const { default: EscPosEncoder } = await import("esc-pos-encoder");
  const receipt = (printerModel, page) => (text) => new ReceiptPrinterEncoder({ printerModel }).initialize().codepage(page).text(text).encode();
  const printers = {
    "node-thermal-printer, WPC1258_VIETNAMESE": (text) => {
      const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: "tcp://127.0.0.1", characterSet: CharacterSet.WPC1258_VIETNAMESE });
      printer.print(text);
      return printer.getBuffer();
    },
    "node-thermal-printer, as it is": (text) => {
      const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: "tcp://127.0.0.1" });
      printer.print(text);
      return printer.getBuffer();
    },
    "receipt-printer-encoder, Epson, windows1258": receipt("epson-tm-t88vi", "windows1258"),
    "receipt-printer-encoder, Epson, auto": receipt("epson-tm-t88vi", "auto"),
    "receipt-printer-encoder, Xprinter, auto": receipt("xprinter-xp-n160ii", "auto"),
    "esc-pos-encoder, windows1258": (text) => new EscPosEncoder().initialize().codepage("windows1258").text(text).encode(),
    "esc-pos-encoder, auto": (text) => new EscPosEncoder().initialize().codepage("auto").text(text).encode(),
  };
  const names = ["Trà Bá Anh", "Nguyễn Thị Ánh", "Đỗ Văn Mỹ"];
  for (const [name, print] of Object.entries(printers)) {
    for (const form of ["NFC", "NFD"]) {
      const printed = names.map((text) => {
        try {
          return onPaper(print(text.normalize(form)));
        } catch (error) {
          return `refused (${error.message})`;
        }
      });
      console.log(`${name}, ${form}: ${printed.join(", ")}`);
    }
  }
}
main();
JS
node print.cjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
node-thermal-printer, WPC1258_VIETNAMESE, NFC: Trà Bá Anh, NguyÔn Th̃ ƒnh, Đç V¨n Mü
node-thermal-printer, WPC1258_VIETNAMESE, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
node-thermal-printer, as it is, NFC: Trà Bá Anh, NguyÔn Th̃ ƒnh, Đç V¨n Mü
node-thermal-printer, as it is, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
receipt-printer-encoder, Epson, windows1258, NFC: Trà Bá Anh, Nguy?n Th? Ánh, Đ? Văn M?
receipt-printer-encoder, Epson, windows1258, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
receipt-printer-encoder, Epson, auto, NFC: Trà Bá Anh, Nguyễn Thị Ánh, Đỗ Văn Mỹ
receipt-printer-encoder, Epson, auto, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
receipt-printer-encoder, Xprinter, auto, NFC: Trà Bá Anh, Nguy?n Th? Ánh, Đ? Văn M?
receipt-printer-encoder, Xprinter, auto, NFD: Tra? Ba? Anh, Nguye??n Thi? A?nh, Đo?? Va?n My?
esc-pos-encoder, windows1258, NFC: Trà Bá Anh, Nguy?n Th? Ánh, Đ? Văn M?
esc-pos-encoder, windows1258, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
esc-pos-encoder, auto, NFC: Trà Bá Anh, Nguyễn Thị Ánh, Đỗ Văn Mỹ
esc-pos-encoder, auto, NFD: Trà Bá Anh, Nguye?̃n Thị Ánh, Đo?̃ Va?n Mỹ
SEEN
echo "as it was seen"
