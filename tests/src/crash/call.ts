import type { Random } from "../harness/random.ts";
import type { End } from "./asked.ts";
import type { Fleet } from "./fleet.ts";
import { answerLimitMs, type CallerName, callers } from "./settings.ts";

/** A request to any gateway. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly caller: CallerName;
  readonly idempotencyKey?: string | undefined;
  /** Whether it is to be sent later, and answered at once. */
  readonly isAsync?: boolean;
  readonly body?: object;
}

/** Makes a request through any gateway; gives how it ended, and after how many milliseconds. */
export async function call(
  fleet: Fleet,
  random: Random,
  { method, path, caller, idempotencyKey, isAsync, body }: HttpRequest,
) {
  const gateway = await fleet.pick(random);
  const signal = AbortSignal.timeout(answerLimitMs);
  const startedAt = performance.now();
  const end = await fetch(`${gateway.url}${path}`, {
    method,
    signal,
    headers: {
      authorization: `Bearer ${callers[caller]}`,
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      ...(isAsync && { prefer: "respond-async" }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
    .then(async (response): Promise<End> => {
      const text = await response.text();
      const [type, retryAfter] = ["content-type", "retry-after"].map((name) => response.headers.get(name));
      const json = JSON.parse(text) as Record<string, unknown>;
      return { kind: "answered", status: response.status, type: type ?? "", retryAfter: retryAfter ?? null, json };
    })
    .catch((error: unknown): End => {
      if (signal.aborted) return { kind: "hung" };
      return { kind: "cut", isKilled: gateway.isKilled(), message: String((error as Error).cause ?? error) };
    });
  return { end, tookMs: Math.round(performance.now() - startedAt) };
}
