import type { RunningGateway } from "nxzalo-gateway";

const body = JSON.stringify({ phone: "84912345678", tokenType: "token_logistics_7" });

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
): Promise<void> {
  // A gateway on every address is called on this machine's own.
  const base = /\/\/(0\.0\.0\.0|\[::\]):/.test(url) ? `http://127.0.0.1:${port}` : url;
  const startedAt = performance.now();
  const response = await fetch(`${base}/v1/journeys`, {
    method: "POST",
    headers: { authorization: `Bearer ${usableKey(keys)}`, "content-type": "application/json" },
    body,
  });
  const answer = (await response.json()) as { journeyId: string; token?: string; detail?: string };
  const took = Math.round(performance.now() - startedAt);
  if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${answer.detail}`);
  const { journeyId, token } = answer;
  const shortened = token
    ? `${token.slice(0, 8)}… (${token.length} characters)`
    : "left out: the key lacks the scope `tokens`";
  console.log(`
journey token, in ${took} ms through gateway and sandbox
  journeyId  ${journeyId}
  token      ${shortened}

Try it yourself, from another terminal:

  curl -sS ${base}/v1/journeys \\
    -H 'authorization: Bearer ${generatedKey ?? "<one of your GATEWAY_API_KEYS>"}' \\
    -H 'content-type: application/json' \\
    -d '${body}'`);
}
