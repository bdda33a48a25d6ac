import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { apiKeys, callers } from "../callers.ts";

/** What a gateway answered. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string | null;
  readonly retryAfter: string | null;
  readonly json: Readonly<Record<string, unknown>>;
  readonly tookMs: number;
}

/** The emulated NXCLOUD, and the variables by which a gateway finds it. */
export async function startNxCloud() {
  const sandbox = createSandbox();
  const { url, close } = await listen(sandbox);
  const { accessKey, accessSecret } = sandbox.credentials;
  const env = {
    ...{ NXCLOUD_BASE_URL: url, NXCLOUD_APP_KEY: sandbox.appKey, GATEWAY_API_KEYS: apiKeys, PORT: "0" },
    ...{ NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret },
  };
  return { sandbox, env, close };
}

/** Longer than any gateway may take to say that it cannot. */
const limitMs = 25_000;

let orders = 0;

/** The calls of a test, at a gateway. */
export function gatewayAt(url: string) {
  async function call(path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const startedAt = performance.now();
    const response = await fetch(`${url}${path}`, {
      signal: AbortSignal.timeout(limitMs),
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${callers.desk}`, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const [mediaType, retryAfter] = ["content-type", "retry-after"].map((name) => response.headers.get(name) ?? null);
    const json = (await response.json()) as Record<string, unknown>;
    const tookMs = performance.now() - startedAt;
    return { status: response.status, mediaType: mediaType ?? null, retryAfter: retryAfter ?? null, json, tookMs };
  }
  const parcel = { phone: "84912345678", tokenType: "token_logistics_7" };
  const message = { templateId: "133214", templateData: { order: "42" } };
  return {
    ready: () => call("/readyz"),
    open: (reference = `Đơn ${orders++}, too`) => call("/v1/journeys", { ...parcel, reference }),
    check: (journeyToken: string) => call("/v1/journeys/check", { journeyToken }),
    send: () => call("/v1/messages", { phone: parcel.phone, ...message }, { "idempotency-key": `key ${orders++}` }),
    /** Every call that needs memory, with keys that nobody has used. */
    remembering: () => ({
      "a journey by reference": () => call("/v1/journeys", { ...parcel, reference: `Đơn ${orders++}` }),
      "a journey without reference": () => call("/v1/journeys", parcel),
      "a journey by idempotency key": () => call("/v1/journeys", parcel, { "idempotency-key": `key ${orders++}` }),
      "a message by idempotency key": () =>
        call("/v1/messages", { phone: parcel.phone, ...message }, { "idempotency-key": `key ${orders++}` }),
      "a message without one": () => call("/v1/messages", { phone: parcel.phone, ...message }),
      "a message by reference": () =>
        call(
          "/v1/messages",
          { ...parcel, reference: `Đơn ${orders++}`, ...message },
          {
            "idempotency-key": `key ${orders++}`,
          },
        ),
    }),
  };
}
export type GatewayCalls = ReturnType<typeof gatewayAt>;

/** The token of a new journey, from a gateway that is well. */
export async function tokenFor(url: string, reference: string): Promise<string> {
  const { status, json } = await gatewayAt(url).open(reference);
  if (status !== 201) throw new Error(`a healthy gateway answered ${status}: ${JSON.stringify(json)}`);
  return String(json["token"]);
}
