import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { certificateFile, type LoopbackServer, serveProxy, serveTls } from "nxzalo-testing/tls-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeVersionProblem } from "./node-version.ts";

// In a process of its own: Node reads its certificates and its proxies' variables when it starts.
const script = `
const { createNxZalo } = await import(process.argv[1]);
const credentials = { accessKey: "k", accessSecret: "s" };
const options = { credentials, appKey: "a", baseUrl: process.argv[2], timeoutMs: 2_000 };
const unsafe = { rejectUnauthorized: false, connect: { rejectUnauthorized: false } };
try {
  createNxZalo({ ...options, ...unsafe });
  console.log("unsafe options were taken");
} catch ({ issues }) {
  if (String(issues.map(({ path }) => path)) !== "rejectUnauthorized,connect") throw issues;
}
const nx = createNxZalo(options);
await nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" }).then(
  ({ journeyId }) => console.log("journey " + journeyId),
  ({ code, outcome, hint }) => console.log([code, outcome, ...(/proxy/.test(hint) ? [hint] : [])].join(", ")),
);
await nx.close();
`;

/** Node older than 22.19, where the machine has one. */
function findOldNode(): string | undefined {
  const candidates = [
    "/usr/bin/node",
    "/usr/local/bin/node",
    ...(process.env["PATH"] ?? "").split(":").map((one) => `${one}/node`),
  ];
  return candidates.find((file) => {
    const { stdout } = spawnSync(file, ["-p", "process.versions.node"], { encoding: "utf8" });
    return nodeVersionProblem(stdout?.trim() || process.versions.node) !== undefined;
  });
}
const oldNode = findOldNode();

const built = new URL("../dist/index.js", import.meta.url).href;

async function call(baseUrl: string, env: Record<string, string> = {}): Promise<string> {
  const args = ["--no-warnings", "--input-type=module", "-e", script, built, baseUrl];
  return (await promisify(execFile)(process.execPath, args, { env, timeout: 60_000 })).stdout.trim();
}

const trusted = { NODE_EXTRA_CA_CERTS: certificateFile };
let upstream: LoopbackServer;
beforeAll(async () => {
  upstream = await serveTls();
});
afterAll(() => upstream.close());

describe("an older Node", () => {
  it.each(["18.20.8", "20.20.2", "21.7.3", "22.18.0"])("%s is refused in one line", (version) =>
    expect(nodeVersionProblem(version)).toBe(`nxzalo needs Node 22.19 or later: this is Node ${version}`),
  );

  it.each(["22.19.0", "22.23.2", "23.0.0", "24.11.1", process.versions.node])("%s is enough", (version) =>
    expect(nodeVersionProblem(version)).toBeUndefined(),
  );

  it.skipIf(oldNode === undefined)("says so before anything else fails, by import() and by require()", () => {
    const version = spawnSync(String(oldNode), ["-p", "process.versions.node"], { encoding: "utf8" }).stdout.trim();
    const file = fileURLToPath(built);
    for (const code of [
      `import(${JSON.stringify(built)}).catch(({ message }) => console.log(message))`,
      `try { require(${JSON.stringify(file)}) } catch ({ message }) { console.log(message) }`,
    ]) {
      const { stdout } = spawnSync(String(oldNode), ["-e", code], { encoding: "utf8" });
      expect(stdout.trim()).toBe(nodeVersionProblem(version));
    }
  });
});

describe("certificates", () => {
  it("are taken from NODE_EXTRA_CA_CERTS as well", async () => {
    expect(await call(upstream.url, trusted)).toBe("journey 1");
    expect(await call(upstream.url.replace("127.0.0.1", "localhost"), trusted)).toBe("journey 1");
  });

  it("are checked, whatever the environment says, and no option says otherwise", async () => {
    const before = upstream.seen.length;
    expect(await call(upstream.url)).toBe("network_error, not_sent");
    expect(await call(upstream.url, { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toBe("network_error, not_sent");
    expect(upstream.seen).toHaveLength(before);
  });
});

describe("the environment's proxy", () => {
  const withProxy = async (status: number, run: (proxy: LoopbackServer) => Promise<void>) => {
    const proxy = await serveProxy(status);
    await run(proxy).finally(proxy.close);
  };

  it("tunnels https, and certificates are checked through it", () =>
    withProxy(200, async (proxy) => {
      const env = { HTTPS_PROXY: proxy.url };
      expect(await call(upstream.url, { ...trusted, ...env })).toBe("journey 1");
      expect(await call(upstream.url, { NODE_TLS_REJECT_UNAUTHORIZED: "0", ...env })).toBe("network_error, not_sent");
      expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(upstream.url).host}`]));
    }));

  it.each([
    [403, "opens no way to NXCLOUD: let it through there (403)"],
    [407, "wants a user and a password: http://user:password@proxy.example:3128 (407)"],
  ])("that answers %i opens no tunnel: nothing was sent, and the hint names the proxy", (status, hint) =>
    withProxy(status, async (proxy) =>
      expect(await call(upstream.url, { ...trusted, HTTPS_PROXY: proxy.url })).toBe(
        `network_error, not_sent, the proxy of HTTPS_PROXY ${hint}`,
      ),
    ),
  );

  it("is passed by for what NO_PROXY names", () =>
    withProxy(200, async (proxy) => {
      const env = { HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1" };
      expect(await call(upstream.url, { ...trusted, ...env })).toBe("journey 1");
      expect(proxy.seen).toEqual([]);
    }));

  it("takes plain http as well", () =>
    withProxy(200, async (proxy) => {
      expect(await call("http://127.0.0.1:9", { HTTP_PROXY: proxy.url })).toBe("journey 2");
      expect(proxy.seen).toEqual(["POST http://127.0.0.1:9/v1/zalo/initJourneyToken"]);
    }));
});
