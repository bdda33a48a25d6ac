import type { CliContext } from "../context.ts";
import { type Finding, ok, warn } from "./finding.ts";

type Env = CliContext["env"];

/** As Node reads them: the name in lower case wins, also where it is empty. */
const read = (env: Env, name: string) => env[name.toLowerCase()] ?? env[name] ?? "";

/** Whether Node's fetch looks at the variables of proxies at all. */
const isAsked = (env: Env) => env["NODE_USE_ENV_PROXY"] === "1";

/** The proxy of such a URL; that of http goes for https, too, where it has none of its own. */
function proxyOf(env: Env, { protocol }: URL): string {
  const http = read(env, "HTTP_PROXY");
  return protocol === "https:" ? read(env, "HTTPS_PROXY") || http : http;
}

/** Whether one entry of NO_PROXY names the server: a host, an end of hosts that begins with a dot or a star, and perhaps a port. */
function names(entry: string, { hostname, protocol, port }: URL): boolean {
  const [, host = entry, wantedPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== (port || (protocol === "https:" ? "443" : "80"))) return false;
  const end = host.toLowerCase();
  return /^[.*]/.test(end) ? hostname.endsWith(end.replace(/^\*/, "")) : hostname === end;
}

/** Whether NO_PROXY lets a server be called past the proxy that is named. */
export function isPastProxy(env: Env, url: URL): boolean {
  const entries = read(env, "NO_PROXY")
    .split(/[,\s]+/)
    .filter((entry) => entry !== "");
  return proxyOf(env, url) !== "" && entries.some((entry) => names(entry, url));
}

/** Whether Node's fetch goes through a proxy to a server. */
export const usesProxy = (env: Env, url: URL): boolean =>
  isAsked(env) && proxyOf(env, url) !== "" && !isPastProxy(env, url);

/** The variables of proxies: a gateway always goes by them, Node's own fetch only where it is told to. */
export function checkProxies({ env, t }: CliContext): Finding {
  const set = (...all: string[]) => all.flatMap((name) => [name, name.toLowerCase()]).filter((name) => env[name]);
  const proxies = set("HTTPS_PROXY", "HTTP_PROXY");
  if (proxies.length === 0) return ok("proxy", t("none is set", "không đặt"));
  const text = [...proxies, ...set("NO_PROXY")].join(", ");
  if (isAsked(env)) return ok("proxy", text);
  const hint = t(
    "a gateway goes by it, and this command only with NODE_USE_ENV_PROXY=1",
    "gateway luôn dùng nó, còn lệnh này chỉ dùng khi NODE_USE_ENV_PROXY=1",
  );
  return warn("proxy", text, hint);
}

/** That a server is called past the proxy. */
export const pastProxy = ({ t }: CliContext, label: string, { host }: URL): Finding =>
  ok(
    `${label} proxy`,
    t(`not used: NO_PROXY lets ${host} be called directly`, `không dùng: NO_PROXY cho gọi thẳng ${host}`),
  );
