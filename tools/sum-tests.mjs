// Adds up the reports that the packages' test runs leave behind, and prints one line with the sum.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const packages = ["packages", "apps"].flatMap((room) =>
  readdirSync(new URL(room, root)).map((name) => `${room}/${name}`),
);
const reports = [...packages, "tests"].flatMap((name) => {
  const file = new URL(`${name}/test-results/report.json`, root);
  return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8"))] : [];
});
const sum = (field) => reports.reduce((total, report) => total + report[field], 0);
const failed =
  sum("numFailedTests") + reports.filter((report) => !report.success && report.numFailedTests === 0).length;
console.log(`${sum("numPassedTests")} passed, ${failed} failed`);
process.exitCode = failed > 0 || reports.length === 0 ? 1 : 0;
