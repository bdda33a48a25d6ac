import { isNxZaloError, type NxZaloError, ProxyError, type ProxyErrorCode } from "@nxzalo/core/errors";
import { retryAfterStatuses, withDetails } from "@nxzalo/core/internal";
import { toProblem } from "@nxzalo/core/problem";
import type { RouteResponse } from "./http.ts";

/** What the proxy itself refuses: NXCLOUD has not been asked. */
const refusal = (code: ProxyErrorCode, message: string, hint?: string) =>
  new ProxyError(message, { code, outcome: "not_sent", hint });

export const unauthorized = () =>
  refusal("unauthorized", "The caller is not known", "send a valid `authorization: Bearer …` header");

export const forbidden = (message: string) => refusal("forbidden", message);

export const routeNotFound = () => refusal("route_not_found", "There is no such route");

export const journeyNotFound = () => refusal("journey_not_found", "No such journey is stored here");

export const bodyMalformed = (flaw: string) => refusal("body_malformed", `The body is ${flaw}`);

export const bodyTooLarge = (limitBytes: number) =>
  refusal("body_too_large", `The body is larger than ${limitBytes} bytes`);

export const mediaTypeUnsupported = () =>
  refusal(
    "media_type_unsupported",
    "The body must be plain JSON",
    "send `content-type: application/json`, in UTF-8 and not compressed",
  );

export const rateLimited = (retryAfterMs: number) =>
  new ProxyError("This caller asks too often", {
    code: "rate_limited",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs,
  });

export const unavailable = () =>
  new ProxyError("The proxy is not ready to take calls", { code: "unavailable", outcome: "not_sent", retryable: true });

/** What the proxy depends on has failed: the operator hears of it, and of its cause. */
export const dependencyFailed = (message: string, cause?: unknown) =>
  new ProxyError(message, { code: "unavailable", outcome: "not_sent", retryable: true, isFault: true, cause });

/**
 * The failure of a call by an idempotency key that the journey store was not asked for: a call before may have had its effect, so a caller
 * who took a new key might pay twice. What was refused for another reason than that the proxy cannot work now stays as it is.
 */
export function keyUnasked(error: unknown): unknown {
  if (!isNxZaloError(error) || (error.kind !== "config" && error.code !== "unavailable")) return error;
  const hint =
    "the call may have been made before: ask again with the same Idempotency-Key, which never makes it twice";
  return withDetails(error, { outcome: "unknown", hint });
}

/** A receipt that cannot be taken, which the operator hears of: NXCLOUD may never send it again. The words say why and quote nothing. */
export const receiptUntakable = (
  code: "body_malformed" | "body_too_large" | "media_type_unsupported",
  reason: string,
  cause?: unknown,
) =>
  new ProxyError(`A receipt cannot be taken: ${reason}`, {
    code,
    outcome: "not_sent",
    hint: "NXCLOUD documents a JSON object in UTF-8, not compressed: ask its technical support, and look at what stands between",
    isFault: true,
    cause,
  });

/** A refusal that knows which methods the path has. */
export class MethodNotAllowed extends ProxyError {
  readonly allow: readonly string[];
  constructor(allow: readonly string[]) {
    super(`This path takes ${allow.join(", ")}`, { code: "method_not_allowed", outcome: "not_sent" });
    this.allow = allow;
  }
}

/** An error as a problem (RFC 9457), with the headers that belong to it. */
export function problemResponse(error: unknown, requestId: string): RouteResponse {
  const problem = toProblem(error, requestId);
  const { retryAfterMs = 1000 } = (isNxZaloError(error) ? error : {}) as Partial<NxZaloError>;
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(problem.status === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfterStatuses.includes(problem.status) && { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` }),
      ...(error instanceof MethodNotAllowed && { allow: error.allow.join(", ") }),
    },
    body: JSON.stringify(problem),
    errorCode: problem.code,
  };
}
