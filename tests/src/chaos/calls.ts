import { isNxZaloError } from "@nxzalo/core/errors";
import type { CallPlan } from "./plan.ts";
import { phoneOfCall, tokenOfCall } from "./protocol.ts";
import type { ChaosClient } from "./subjects.ts";

/** How one call ended, as its caller saw it. */
export interface SettledCall extends CallPlan {
  readonly startedAt: number;
  readonly tookMs: number;
  readonly end:
    | { readonly kind: "resolved"; readonly value: Readonly<Record<string, unknown>> }
    /** The caller's own reason came back. */
    | { readonly kind: "aborted" }
    | {
        readonly kind: "failed";
        readonly code: string;
        readonly outcome: string;
        readonly upstreamCode?: number;
        readonly attempts: number;
        readonly message: string;
      }
    /** An error that is none of the SDK's. */
    | { readonly kind: "crashed"; readonly message: string };
}

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

function toEnd(error: unknown): SettledCall["end"] {
  if (error === reason) return { kind: "aborted" };
  if (!isNxZaloError(error)) return { kind: "crashed", message: String(error) };
  const { code, outcome, upstreamCode, attempts, message } = error;
  return { kind: "failed", code, outcome, attempts, message, ...(upstreamCode !== undefined && { upstreamCode }) };
}

/** Makes one call and notes how it ended. `shared` stays the same for all: a listener that is left on it is found. */
export async function runCall(client: ChaosClient, plan: CallPlan, shared: AbortSignal): Promise<SettledCall> {
  const startedAt = Date.now();
  const { abortAfterMs } = plan;
  const own = new AbortController();
  const timer = abortAfterMs === undefined ? undefined : setTimeout(() => own.abort(reason), abortAfterMs);
  const end = await ask(client, plan, timer ? own.signal : shared).then(
    (value): SettledCall["end"] => ({ kind: "resolved", value: { ...value } }),
    toEnd,
  );
  clearTimeout(timer);
  return { ...plan, startedAt, tookMs: Date.now() - startedAt, end };
}
