import { randomUUID } from "node:crypto";
import type { RunningGateway } from "nxzalo-gateway";

const wanted = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" };

/** A journey, and how to go on with it. */
export interface TokenReply {
  readonly base: string;
  readonly key: string;
  readonly journeyId: string;
}

/** Calls the gateway as a client would: a POST where there is a body. */
export async function call(base: string, path: string, key: string, body?: object): Promise<unknown> {
  const response = await fetch(`${base}${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": randomUUID() },
  });
  const answer = (await response.json()) as { detail?: string };
  if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${answer.detail}`);
  return answer;
}

/** The first listed key that may send. */
function usableKey(keys: string): string {
  const entries = keys.split(",").map((entry) => entry.trim().split(":"));
  const usable = entries.find((parts) => parts.length < 3 || parts[1]?.split("+").includes("send"));
  return usable?.at(-1) ?? "";
}

/** Asks the gateway for one journey token over HTTP and prints it, shortened, with the `curl` that does the same. */
export async function requestToken(
  { url, port }: RunningGateway,
  { keys, generatedKey }: { keys: string; generatedKey: string | undefined },
): Promise<TokenReply> {
  // A gateway on every address is called on this machine's own.
  const base = /\/\/(0\.0\.0\.0|\[::\]):/.test(url) ? `http://127.0.0.1:${port}` : url;
  const startedAt = performance.now();
  const key = usableKey(keys);
  const answer = (await call(base, "/v1/journeys", key, wanted)) as {
    journeyId: string;
    token?: string;
    reused?: boolean;
  };
  const took = Math.round(performance.now() - startedAt);
  const { journeyId, token, reused } = answer;
  const shortened = token
    ? `${token.slice(0, 8)}… (${token.length} characters)`
    : "left out: the key lacks the scope `tokens`";
  console.log(`
journey token for "${wanted.reference}", in ${took} ms${reused ? ": the one that was made before" : " through gateway and sandbox"}
  journeyId  ${journeyId}
  token      ${shortened}

Try it yourself, from another terminal:

  curl -sS ${base}/v1/journeys \\
    -H 'authorization: Bearer ${generatedKey ?? "<one of your GATEWAY_API_KEYS>"}' \\
    -H 'content-type: application/json' \\
    -d '${JSON.stringify(wanted)}'`);
  return { base, key, journeyId };
}
