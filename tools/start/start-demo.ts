import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../public-packages.ts";

/** Longer than the show takes on a busy machine. */
const showTimeoutMs = 30_000;

/** What `npm start` runs, with these variables and none of this shell's own. */
export interface DemoStart {
  readonly variables: Readonly<Record<string, string>>;
  /** What stands in the terminal before it is used. */
  readonly until: RegExp;
  /** When it is ended by force. Default: 30 s. */
  readonly timeoutMs?: number;
}

/** Starts it, does something once it has said enough, and stops it as Ctrl-C would; gives what stood in the terminal. It has to end well. */
export async function startDemo(
  { variables, until, timeoutMs = showTimeoutMs }: DemoStart,
  use: (text: string) => Promise<void>,
): Promise<string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NXCLOUD_|GATEWAY_|DATABASE_URL|STORE_KEY|HOST|PORT|LOG_|METRICS_|OTEL_|ALERT_)/.test(name),
  );
  const env = { ...Object.fromEntries(own), ...variables };
  const child = spawn(process.execPath, ["tools/demo/main.ts"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const timer = globalThis.setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  let text = "";
  try {
    child.stderr.on("data", (chunk) => {
      text += chunk;
    });
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      text += chunk;
      if (until.test(text)) break;
    }
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    await use(text);
  } finally {
    child.kill("SIGTERM");
    const [code] = await ended;
    clearTimeout(timer);
    assert.equal(code, 0, `it did not end well:\n${text}`);
  }
  return text;
}
