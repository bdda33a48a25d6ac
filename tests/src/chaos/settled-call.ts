import type { CallPlan } from "./plan.ts";

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
