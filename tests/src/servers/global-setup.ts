import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import type { TestProject } from "vitest/node";
import { provideChaos } from "../chaos/server/chaos-server.ts";
import { serveClosingProxy } from "./closing-proxy.ts";
import { findChromium, versionOf } from "./find-chromium.ts";
import { serveKeySet } from "./key-set.ts";
import { servePage } from "./page-server.ts";
import { startWorker } from "./worker-process.ts";

const directoryOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function workerdVersion(): string {
  const wrangler = createRequire(import.meta.url).resolve("wrangler/package.json");
  return createRequire(wrangler)("workerd/package.json").version;
}

/** Starts everything that the suites talk to: all of it real, all of it on loopback. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sandbox = createSandbox();
  const [upstream, page, keySet, chaos, closingProxy] = await Promise.all([
    listen(sandbox),
    servePage(),
    serveKeySet(),
    provideChaos(),
    serveClosingProxy(),
  ]);
  const allowedOrigin = "https://shop.example";
  const names = Array.from({ length: 30 }, (_, index) => `caller-${index}`);
  const keys = names.map((name) => `${name}-0123456789abcdef`);
  const limitedKey = "limited-0123456789abcdef";
  const deskNames = Array.from({ length: 20 }, (_, index) => `desk-${index}`);
  const roles = {
    blind: "blind-0123456789abcdef",
    viewer: "viewer-0123456789abcdef",
    janitor: "janitor-0123456789abcdef",
    desks: deskNames.map((name) => `${name}-0123456789abcdef`),
  };
  const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
  const variables = {
    ...sandboxVariables(sandbox, upstream.url),
    SQLITE_PATH: ":memory:",
    STORE_KEY: Buffer.alloc(32, 7).toString("base64"),
    GATEWAY_API_KEYS: [
      ...names.map((name, index) => `${name}:${keys[index]}`),
      ...deskNames.map((name, index) => `${name}:read+people+admin:${roles.desks[index]}`),
      `limited:${limitedKey}`,
      `blind:send:${roles.blind}`,
      `viewer:read:${roles.viewer}`,
      `janitor:admin:${roles.janitor}`,
    ].join(),
    RECEIPT_KEYS: receiptKey,
    CORS_ORIGINS: [allowedOrigin, page.url, project.config.provide.browserOrigin].join(),
  };
  const gatewayWith = (more: Record<string, string>) =>
    startGateway(
      { ...gatewayConfigFromEnv({ ...variables, PORT: "0", ...more }), timeoutMs: 8_000, deadlineMs: 10_000 },
      () => {},
    );
  // Receipts have to find their way back, so these two have to know where they are before they are there.
  const [gatewayPort, workerPort] = [await freePort(), await freePort()];
  const publicOn = (port: number) => ({ ...variables, PUBLIC_URL: `http://127.0.0.1:${port}` });
  const [gateway, closedGateway, worker, jwtWorker, publicKeyWorker] = await Promise.all([
    gatewayWith({ ...publicOn(gatewayPort), PORT: `${gatewayPort}` }),
    gatewayWith({ CORS_ORIGINS: "" }),
    startWorker(directoryOf("../apps/worker"), ["dist/index.js", "--no-bundle"], publicOn(workerPort), workerPort),
    startWorker(directoryOf("src/servers/jwt-worker"), [], { ...variables, ...keySet.variables }),
    startWorker(directoryOf("src/servers/jwt-worker"), [], { ...variables, ...keySet.publicKeyVariables }),
  ]);
  project.provide("servers", {
    sandboxUrl: upstream.url,
    gatewayUrl: gateway.url,
    closedGatewayUrl: closedGateway.url,
    workerUrl: worker.url,
    jwtWorkerUrl: jwtWorker.url,
    publicKeyWorkerUrl: publicKeyWorker.url,
    pageUrl: page.url,
    variables,
    keys,
    roles,
    receiptKey,
    limitedKey,
    allowedOrigin,
    jwt: keySet.jwt,
    chaos: chaos.provided,
    closingProxy: { url: closingProxy.url, journalUrl: closingProxy.journalUrl },
  });
  const browser = await findChromium();
  const runtimes = [`node ${process.versions.node}`, `workerd ${workerdVersion()}`, versionOf(browser)];
  console.log(`${runtimes.join(", ")} (${browser.executablePath})`);
  return async () => {
    await Promise.all([gateway, closedGateway, worker, jwtWorker, publicKeyWorker].map((server) => server.close()));
    page.close();
    keySet.close();
    closingProxy.close();
    await chaos.close();
    await upstream.close();
  };
}
