#!/usr/bin/env node
/*
 * The process of the command line; no build makes it, so that it can be linked before there is one. What needs a newer Node is loaded only
 * once this Node is known to be new enough: modules are linked before any of their code runs.
 */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(`nxzalo needs Node 22.19 or later: this is Node ${process.versions.node}`);
  process.exit(2);
}
const { runCommandLine } = await import("../dist/main.js");
await runCommandLine(process.argv.slice(2));
