import type { Staging } from "../schemas/staging.ts";
import type { FetchLike } from "./transport.ts";

/** Makes a `fetch` that asks NXCLOUD about the listed phones alone, such as `guardFetch` of `@nxzalo/sandbox/guard`. */
export type StagingGuard = (staging: Staging, fetch?: FetchLike) => FetchLike;
