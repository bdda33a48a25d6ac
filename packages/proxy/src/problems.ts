import { type ErrorDetails, isNxZaloError, ProxyError, type ProxyErrorCode } from "@nxzalo/core/errors";
import { retryAfterStatuses, withDetails } from "@nxzalo/core/internal";
import { toProblem } from "@nxzalo/core/problem";
import type { RouteResponse } from "./http.ts";

/** What the proxy itself refuses: NXCLOUD has not been asked. */
export const refusal = (code: ProxyErrorCode, message: string, hint?: string) =>
  new ProxyError(message, { code, outcome: "not_sent", hint });

/** A refusal that tells the caller in `WWW-Authenticate` what is wrong with the credentials (RFC 6750). */
export class CredentialsRefused extends ProxyError {
  readonly challenge: string;
  constructor(message: string, { challenge, ...details }: ErrorDetails<ProxyErrorCode> & { challenge: string }) {
    super(message, details);
    this.challenge = challenge;
  }
}

const unauthorized = (challenge: string, why: string) =>
  new CredentialsRefused("The caller is not known", {
    code: "unauthorized",
    outcome: "not_sent",
    hint: "send a valid `authorization: Bearer …` header",
    cause: new Error(why),
    challenge,
  });

/** No token was presented; `why` is for the log. */
export const credentialsMissing = (why: string) => unauthorized("Bearer", why);

/**
 * A token was presented that admits no one. `why` is for the log and for the caller: fixed words in ASCII, without quotation marks or
 * backslashes, and nothing of the token.
 */
export const tokenRefused = (why: string) =>
  unauthorized(`Bearer error="invalid_token", error_description="${why}"`, why);

export const forbidden = (message: string) => refusal("forbidden", message);

/** A caller is known, and may not do this; `why` is for the log. */
export const scopeMissing = (scope: string, why: string) =>
  new CredentialsRefused(`This needs the scope \`${scope}\``, {
    code: "forbidden",
    outcome: "not_sent",
    hint: "ask the operator for a key that has it",
    cause: new Error(why),
    challenge: `Bearer error="insufficient_scope", scope="${scope}"`,
  });

/** A page of another origin made a browser ask, with what the browser sends along by itself. */
export const foreignPage = () =>
  refusal(
    "forbidden",
    "This did not come from the console's own page",
    "ask from the page of the same origin, with `content-type: application/json`; other programs send a key",
  );

/** A link that was used, is over, or never was. */
export const linkOver = () =>
  refusal(
    "unauthorized",
    "This link is not good, or not any more",
    "ask for a new link: each is good once, for 15 minutes",
  );

/** A session whose person has the name of a key. */
export const sessionNameTaken = () =>
  new ProxyError("The session is over: its name is the name of a key now", {
    code: "unauthorized",
    outcome: "not_sent",
    hint: "ask for a link by another name",
    cause: new Error("a person is signed in by the name of a key"),
  });

export const routeNotFound = () => refusal("route_not_found", "There is no such route");

export const journeyNotFound = () => refusal("journey_not_found", "No such journey is stored here");

export const messageNotFound = () => refusal("message_not_found", "No such message is stored here");

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

/** More wrong keys than may wait: this one is refused at once. A right one is not. */
export const tooManyWrongKeys = (retryAfterMs: number) =>
  new ProxyError("Too many wrong keys come at once", {
    code: "rate_limited",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs,
    hint: "check the key: a right one is taken at once",
  });

export const unavailable = () =>
  new ProxyError("The proxy is not ready to take calls", { code: "unavailable", outcome: "not_sent", retryable: true });

/** What the proxy depends on has failed: the operator hears of it, and of its cause, unless that is no news to them. */
export const dependencyFailed = (message: string, cause?: unknown, isFault = true) =>
  new ProxyError(message, { code: "unavailable", outcome: "not_sent", retryable: true, isFault, cause });

/** A token whose key is not known yet, and may be after a wait. The operator need not hear of it: anyone can make such a token up. */
export const tokenKeyUnknown = (retryAfterMs: number, cause: unknown) =>
  new ProxyError("The token cannot be checked now: its key is not among the issuer's keys that were last read", {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs,
    hint: "send it again after the wait that `Retry-After` names: the issuer's keys are read again then",
    cause,
  });

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

/** What came as a receipt and cannot be read. */
export class ReceiptUnreadable extends ProxyError {
  /** Fixed words, which quote nothing of it. */
  readonly reason: string;
  constructor(reason: string, details: ErrorDetails<ProxyErrorCode>) {
    super(`A receipt cannot be taken: ${reason}`, details);
    this.reason = reason;
  }
}

/** A receipt that cannot be taken, which the operator hears of: NXCLOUD may never send it again. The words say why and quote nothing. */
export const receiptUntakable = (
  code: "body_malformed" | "body_too_large" | "media_type_unsupported",
  reason: string,
  cause?: unknown,
) =>
  new ReceiptUnreadable(reason, {
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
export function problemResponse(error: unknown, httpRequestId: string): RouteResponse {
  const problem = toProblem(error, httpRequestId);
  const known: Partial<CredentialsRefused> = isNxZaloError(error) ? (error as CredentialsRefused) : {};
  const { retryAfterMs = 1000, challenge = problem.status === 401 ? "Bearer" : undefined } = known;
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(challenge !== undefined && { "www-authenticate": challenge }),
      ...(retryAfterStatuses.includes(problem.status) &&
        (problem.status !== 409 || problem.retryable) && { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` }),
      ...(error instanceof MethodNotAllowed && { allow: error.allow.join(", ") }),
    },
    body: JSON.stringify(problem),
    error,
  };
}
