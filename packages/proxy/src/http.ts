import { isNxZaloError, type NxZaloError, ProxyError } from "@nxzalo/core/errors";
import { toProblem } from "@nxzalo/core/problem";

/** What one exchange ends with, before the headers that every answer has. */
export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
  readonly errorCode?: string;
}

export const json = (status: number, body: object): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const text = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});

export const noSuchRoute = () =>
  new ProxyError("There is no such route", { code: "route_not_found", outcome: "not_sent" });

export const unavailable = () =>
  new ProxyError("The proxy is not ready to take calls", { code: "unavailable", outcome: "not_sent", retryable: true });

export const rateLimited = (retryAfterMs: number) =>
  new ProxyError("This caller asks too often", {
    code: "rate_limited",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs,
  });

/** A refusal that knows which methods the path has. */
export class MethodNotAllowed extends ProxyError {
  readonly allow: readonly string[];
  constructor(allow: readonly string[]) {
    super(`This path takes ${allow.join(", ")}`, { code: "method_not_allowed", outcome: "not_sent" });
    this.allow = allow;
  }
}

/** The statuses after which a caller may come back, and is told when. */
const retryAfterStatuses = [409, 429, 503];

/** A problem, with the headers that belong to it. */
export function problemAnswer(error: unknown, requestId: string): Answer {
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
