import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { build } from "esbuild";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { keySet, sessionToken } from "./session.ts";

const { PORT = "3003", GATEWAY_PORT = "8787", PHONE, ...env } = process.env;
if (env.NXCLOUD_ACCESS_KEY && !PHONE) throw new Error("PHONE is missing: whom to message, for real");
const phone = PHONE ?? "84912345678";
const origin = `http://127.0.0.1:${PORT}`;
const folder = import.meta.dirname;

/** Without an account the emulator takes NXCLOUD's place. */
async function nxcloud() {
  if (env.NXCLOUD_ACCESS_KEY) return env;
  const sandbox = createSandbox();
  return {
    NXCLOUD_BASE_URL: (await listen(sandbox)).url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
    SQLITE_PATH: ":memory:",
  };
}

// The gateway lets in this page's origin, and who has a token of this server's. The secret stays in it.
const tokens = { JWT_JWKS_URL: `${origin}/keys`, JWT_ISSUER: origin, JWT_AUDIENCE: "zalo" };
const variables = { ...(await nxcloud()), ...tokens, CORS_ORIGINS: origin, PORT: GATEWAY_PORT };
const gateway = await startGateway(gatewayConfigFromEnv(variables), () => {});

const script = await build({ entryPoints: [`${folder}/page.ts`], bundle: true, format: "esm", write: false });
const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json" };
createServer(({ method, url }, response) => {
  if (url === "/") response.writeHead(200, html).end(readFileSync(`${folder}/page.html`));
  else if (url === "/page.js")
    response.writeHead(200, { "content-type": "text/javascript" }).end(script.outputFiles[0]?.contents);
  else if (url === "/keys") response.writeHead(200, json).end(JSON.stringify(keySet));
  else if (url === "/session" && method === "POST") {
    // Here: who is signed in, by your cookie.
    const token = sessionToken(origin, "clerk-7");
    response.writeHead(200, json).end(JSON.stringify({ gateway: gateway.url, token, phone }));
  } else response.writeHead(404).end();
}).listen(Number(PORT), "127.0.0.1", () => console.log(`page on ${origin}, its gateway on ${gateway.url}`));
