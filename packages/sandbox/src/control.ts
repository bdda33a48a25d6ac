import { type Fault, faultNames } from "./faults.ts";
import type { Sandbox } from "./sandbox.ts";

/** Where the control routes are: a path that NXCLOUD does not have. */
export const controlPrefix = "/_sandbox/";

/** What tells where a request comes from. */
export interface RequestSource {
  readonly remoteAddress: string | undefined;
  readonly localAddress: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

const isLoopbackAddress = (address = "") => /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(address);

const isLoopbackHost = (host = "") => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

/** Whether the control routes exist for a request: both ends on this machine, and named so (a rebound DNS name is not). */
export const isOfThisMachine = ({ remoteAddress, localAddress, host }: RequestSource): boolean =>
  isLoopbackAddress(remoteAddress) && isLoopbackAddress(localAddress) && isLoopbackHost(host);

/** Whether a page of another origin sent it; a browser says so itself. */
export const isOfAnotherOrigin = ({ origin, host }: RequestSource): boolean =>
  origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase();

class BadInput extends Error {}

function advance(sandbox: Sandbox, input: unknown): void {
  const { ms } = Object(input) as { ms?: unknown };
  if (typeof ms !== "number") throw new BadInput('the body must be {"ms": <a number of milliseconds>}');
  try {
    sandbox.advance(ms);
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

function addFaults(sandbox: Sandbox, input: unknown): readonly Fault[] {
  const isFault = (name: unknown): name is Fault => (faultNames as readonly unknown[]).includes(name);
  if (!Array.isArray(input) || !input.every(isFault)) {
    throw new BadInput(`the body must be a list of names out of: ${faultNames.join(", ")}`);
  }
  sandbox.faults.push(...input);
  return sandbox.faults;
}

interface ControlRoute {
  readonly method: "GET" | "POST";
  readonly run: (sandbox: Sandbox, input: unknown) => unknown;
}

const routes: Readonly<Record<string, ControlRoute>> = {
  advance: { method: "POST", run: advance },
  calls: { method: "GET", run: ({ calls }) => calls },
  reset: { method: "POST", run: ({ reset }) => reset() },
  faults: { method: "POST", run: addFaults },
  receipts: { method: "GET", run: ({ receipts }) => receipts },
};

function reply(status: number, value: unknown, { accessSecret }: Sandbox["credentials"]): Response {
  // A client that sent its secret by mistake has it among its calls: it is not shown.
  const hide = (_: string, part: unknown) =>
    typeof part === "string" && accessSecret ? part.replaceAll(accessSecret, "[secret]") : part;
  return new Response(JSON.stringify(value, hide), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput("the body must be JSON");
  }
}

/** Answers a request of the control routes. The caller decides which requests may reach it. */
export function control(sandbox: Sandbox, method: string, path: string, body: string): Response {
  const { credentials } = sandbox;
  const name = path.slice(controlPrefix.length);
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  const inList = Object.entries(routes).map(([one, { method }]) => `${method} ${controlPrefix}${one}`);
  if (!route) return reply(404, { error: `there are only: ${inList.join(", ")}` }, credentials);
  if (route.method !== method) return reply(405, { error: `use ${route.method}` }, credentials);
  try {
    const input = ["advance", "faults"].includes(name) ? parse(body) : undefined;
    return reply(200, route.run(sandbox, input) ?? { ok: true }, credentials);
  } catch (error) {
    if (error instanceof BadInput) return reply(400, { error: error.message }, credentials);
    throw error;
  }
}
