import { isNxZaloError } from "@nxzalo/core/errors";
import { phoneOfCall, tokenOfCall } from "./call-id.ts";
import type { ChaosClient } from "./chaos-client.ts";
import type { CallPlan } from "./plan.ts";
import type { SettledCall } from "./settled-call.ts";

/** What the caller of an aborted call gives as its reason. */
const reason = { because: "the caller hung up" };

async function ask(client: ChaosClient, { operation, call }: CallPlan, signal: AbortSignal): Promise<object> {
  const [phone, journeyToken] = [phoneOfCall(call), tokenOfCall(call)];
  if (operation === "initJourneyToken") {
    return client.initJourneyToken({ phone, tokenType: "token_logistics_7" }, { signal });
  }
  if (operation === "checkJourneyToken") return client.checkJourneyToken({ journeyToken }, { signal });
  const templateData = { customer: "Nguyễn Thị Ánh 🚚", order: call };
  return client.sendTemplate({ phone, templateId: "133214", templateData, journeyToken }, { signal });
}

function endOf(error: unknown): SettledCall["end"] {
  if (error === reason) return { kind: "aborted" };
  if (!isNxZaloError(error)) return { kind: "crashed", message: String(error) };
  const { code, outcome, upstreamCode, attempts, message } = error;
  return { kind: "failed", code, outcome, attempts, message, ...(upstreamCode !== undefined && { upstreamCode }) };
}

/** Makes one call and notes how it ended. `shared` stays the same for all: whoever leaves a listener on it is found out. */
export async function runCall(client: ChaosClient, plan: CallPlan, shared: AbortSignal): Promise<SettledCall> {
  const startedAt = Date.now();
  const { abortAfterMs } = plan;
  const own = new AbortController();
  const timer = abortAfterMs === undefined ? undefined : setTimeout(() => own.abort(reason), abortAfterMs);
  const end = await ask(client, plan, timer ? own.signal : shared).then(
    (value): SettledCall["end"] => ({ kind: "resolved", value: { ...value } }),
    endOf,
  );
  clearTimeout(timer);
  return { ...plan, startedAt, tookMs: Date.now() - startedAt, end };
}

/** Makes the calls, so many at a time. */
export async function runCalls(
  plans: readonly CallPlan[],
  concurrency: number,
  run: (plan: CallPlan) => Promise<SettledCall>,
): Promise<SettledCall[]> {
  const settled: SettledCall[] = [];
  const queue = plans.values();
  const work = async () => {
    for (const plan of queue) settled.push(await run(plan));
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return settled;
}
