import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordOutput } from "nxzalo-testing/child-process";
import { certificateFile, serveProxy, serveTls } from "nxzalo-testing/tls-server";
import { expect, it, onTestFinished } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { lonelyVariables } from "./testing/variables.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const read = (name: string) => readFileSync(join(dist, name), "utf8");
const built = readdirSync(dist).filter((name) => name.endsWith(".js"));
const imported = /^(?:import|export)\b.* from "([^"]+)"|\bimport\("([^"]+)"\)|__require\("([^"]+)"\)/gm;

it("the built gateway needs no package: what is deployed has none", () => {
  const names = built.flatMap((file) => [...read(file).matchAll(imported)].map((match) => match.slice(1).join("")));
  const packages = names.filter((name) => !name.startsWith(".") && !isBuiltin(name));
  expect(names.length).toBeGreaterThan(built.length);
  // pg asks for it where a program wants its native client.
  expect(packages).toEqual(["pg-native"]);
});

it("the built gateway has the console, compressed", () => {
  const names = readdirSync(join(dist, "console", "assets"));
  expect(read("console/index.html")).toContain('src="/console/assets/');
  for (const ending of [/-[\w-]{8}\.js$/, /\.js\.br$/, /\.js\.gz$/, /\.css$/])
    expect(names.filter((name) => ending.test(name)).length).toBeGreaterThan(0);
});

it("what it is made of is named with its licenses", () => {
  const notices = read("THIRD-PARTY.md");
  for (const name of ["hono", "pino", "undici", "pg", "zod", "@noble/hashes", "@opentelemetry/api"]) {
    expect(notices).toMatch(new RegExp(`^## .*${name}`, "m"));
  }
  expect(notices).toContain("Permission is hereby granted");
});

it("the built gateway reaches NXCLOUD through the proxy of HTTPS_PROXY", async () => {
  const key = "0123456789abcdef";
  const [nxcloud, proxy] = await Promise.all([serveTls(), serveProxy()]);
  for (const { close } of [nxcloud, proxy]) onTestFinished(close);
  const env = {
    ...lonelyVariables,
    GATEWAY_API_KEYS: `shop:${key}`,
    SQLITE_PATH: ":memory:",
    NXCLOUD_BASE_URL: nxcloud.url,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: certificateFile,
  };
  const child = spawn(process.execPath, [join(dist, "main.js")], { env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = await recordOutput(child).waitFor(/"url":"([^"]+)"/, 30_000);
  const parcel = { phone: "84912345678", tokenType: "token_logistics_7" };
  expect((await askGateway(`${url}/v1/journeys`, key, parcel)).status).toBe(201);
  expect(proxy.seen).toEqual([`CONNECT ${new URL(nxcloud.url).host}`]);
  expect(nxcloud.seen).toEqual(["POST /v1/zalo/initJourneyToken"]);
});
