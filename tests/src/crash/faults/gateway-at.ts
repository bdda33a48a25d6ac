import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { apiKeys, callers } from "../settings.ts";

/** What a gateway answered. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string | null;
  readonly retryAfter: string | null;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The emulated NXCLOUD, and the variables by which a gateway finds it. */
export async function startNxCloud() {
  const sandbox = createSandbox();
  const { url, close } = await listen(sandbox);
  const env = { ...sandboxVariables(sandbox, url), GATEWAY_API_KEYS: apiKeys, PORT: "0" };
  return { sandbox, env, close };
}

/** A gateway's deadline by default: no answer may take longer. */
const limitMs = 25_000;

const parcel = { phone: "84912345678", tokenType: "token_logistics_7" };
const message = { templateId: "133214", templateData: { order: "42" } };
let used = 0;
const newReference = () => ({ reference: `Đơn ${used++}` });
const newKey = () => ({ "idempotency-key": `key ${used++}` });

/** The calls of a test, at a gateway. */
export function gatewayAt(url: string) {
  async function call(path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      signal: AbortSignal.timeout(limitMs),
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${callers.desk}`, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const [mediaType, retryAfter] = ["content-type", "retry-after"].map((name) => response.headers.get(name));
    const json = (await response.json()) as Record<string, unknown>;
    return { status: response.status, mediaType: mediaType ?? null, retryAfter: retryAfter ?? null, json };
  }
  const open = (more: object, headers?: Record<string, string>) =>
    call("/v1/journeys", { ...parcel, ...more }, headers);
  const send = (more: object, headers?: Record<string, string>) =>
    call("/v1/messages", { phone: parcel.phone, ...message, ...more }, headers);
  return {
    ready: () => call("/readyz"),
    open: (reference: string) => open({ reference }),
    check: (journeyToken: string) => call("/v1/journeys/check", { journeyToken }),
    /** Every call that needs the store, each time with new keys. */
    storing: {
      "a journey by reference": () => open(newReference()),
      "a journey without reference": () => open({}),
      "a journey by idempotency key": () => open({}, newKey()),
      "a message by idempotency key": () => send({}, newKey()),
      "a message without one": () => send({}),
      "a message by reference": () => send({ ...parcel, ...newReference() }, newKey()),
    },
  };
}
export type GatewayCalls = ReturnType<typeof gatewayAt>;

/** The token of a new journey, from a healthy gateway. */
export async function tokenFor(url: string, reference: string): Promise<string> {
  const { status, json } = await gatewayAt(url).open(reference);
  if (status !== 201) throw new Error(`a healthy gateway answered ${status}: ${JSON.stringify(json)}`);
  return String(json["token"]);
}
