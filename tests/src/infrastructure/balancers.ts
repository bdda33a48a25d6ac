import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordOutput } from "nxzalo-testing/child-process";
import { freePort, whenAccepting } from "nxzalo-testing/loopback";

/** A server before the gateways. */
export interface Balancer {
  readonly name: string;
  readonly url: string;
  /** What it has written so far. */
  log(): string;
  close(): Promise<void>;
}

const guide = readFileSync(new URL("../../../docs/deploy-gateway.md", import.meta.url), "utf8");

/** The configuration that the guide shows, on other ports. */
function configurationOf(language: string, ports: Readonly<Record<string, number>>): string {
  const fence = new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, "s").exec(guide)?.[1];
  if (fence === undefined) throw new Error(`docs/deploy-gateway.md has no configuration of ${language}`);
  const replaced = Object.entries(ports).reduce((text, [from, to]) => {
    if (!text.includes(`127.0.0.1:${from}`)) throw new Error(`the configuration of ${language} names no port ${from}`);
    return text.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`);
  }, fence);
  return `${replaced}\n`;
}

async function run(name: string, port: number, [file = "", ...args]: readonly string[]): Promise<Balancer> {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output = recordOutput(child);
  const ended = once(child, "exit");
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const failed = ended.then(() => Promise.reject(new Error(`${name} did not start: ${output.read()}`)));
  const socket = await Promise.race([whenAccepting(port), failed]);
  failed.catch(() => {});
  socket.destroy();
  return { name, url: `http://127.0.0.1:${port}`, log: output.read, close };
}

/** HAProxy before two gateways, with its files in a folder. */
export async function startHaproxy(program: string, folder: string, gateways: readonly [number, number]) {
  const port = await freePort();
  const file = join(folder, "haproxy.cfg");
  const [one, two] = gateways;
  writeFileSync(file, configurationOf("haproxy", { 8080: port, 8787: one, 8788: two }));
  return run("HAProxy", port, [program, "-db", "-f", file]);
}

/** nginx before two gateways, with its files in a folder. */
export async function startNginx(program: string, folder: string, gateways: readonly [number, number]) {
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  const [one, two] = gateways;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};`);
  const own = configurationOf("nginx", { 8081: port, 8787: one, 8788: two });
  writeFileSync(
    file,
    `daemon off; pid nginx.pid; error_log stderr;
events {}
http {
access_log off; ${paths.join(" ")}
${own}}
`,
  );
  return run("nginx", port, [program, "-p", folder, "-c", file, "-e", "stderr"]);
}
