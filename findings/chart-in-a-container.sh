#!/usr/bin/env bash
# A chart library in the browser of a container or of a service (LANG=C or C.UTF-8), as consoles are shown on wall screens, printed to PDF, and tested.
#
# Versions: Chromium 153 as @sparticuz/chromium 153.0.0 brings it, playwright-core 1.65.1, uplot 1.6.32, chart.js 4.5.1. Linux x64.
# Seen on 2026-11-30: Chromium says en-US@posix as its language there, which is no language tag to Intl. uPlot makes a number format of it when it is imported, and that throws a
# RangeError: a page that imports it before it draws stays empty. chart.js draws the same figures. With LANG=vi_VN.UTF-8 both work, and so do they in a browser whose language
# was chosen by a person, which is why it is not seen on a desk.
# What follows: a chart is loaded by itself, and a page does without it where that fails.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund playwright-core@1.65.1 @sparticuz/chromium@153.0.0 uplot@1.6.32 chart.js@4.5.1
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";

const executablePath = await packed.executablePath();
const script = (path) => readFileSync(`node_modules/${path}`, "utf8");
const uplot = script("uplot/dist/uPlot.iife.min.js");
const chart = script("chart.js/dist/chart.umd.min.js");
const draw = `
  const canvas = document.body.appendChild(document.createElement("canvas"));
  new Chart(canvas, { type: "bar", data: { labels: ["a"], datasets: [{ data: [3] }] }, options: { animation: false, responsive: false } });
`;
for (const LANG of ["C", "C.UTF-8", "vi_VN.UTF-8"]) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? "", LANG };
  const browser = await chromium.launch({ executablePath, args: packed.args, headless: true, env });
  const page = await browser.newPage();
  const run = (text) =>
    page.evaluate(text).then(
      () => "works",
      (error) => error.message.split("\n")[0].replace("page.evaluate: ", ""),
    );
  console.log(`${LANG}: ${await page.evaluate("navigator.language")}`);
  console.log(`  uPlot: ${await run(`${uplot}; 0`)}`);
  console.log(`  chart.js: ${await run(`${chart}; ${draw}; 0`)}`);
  await browser.close();
}
JS
node look.mjs | tee seen
diff seen - <<'SEEN'
C: en-US@posix
  uPlot: RangeError: Invalid language tag: en-US@posix
  chart.js: works
C.UTF-8: en-US@posix
  uPlot: RangeError: Invalid language tag: en-US@posix
  chart.js: works
vi_VN.UTF-8: vi-VN
  uPlot: works
  chart.js: works
SEEN
echo "as it was seen"
