/**
 * What our own codes mean, by which documented one another code of NXCLOUD's is counted, and which statuses tell when to come back: told here
 * once, for the documentation and for OpenAPI.
 *
 * @module
 */
import type { ErrorCode, UpstreamErrorCode } from "./errors.ts";

/** Every code that is not NXCLOUD's. */
export type OwnErrorCode = Exclude<ErrorCode, UpstreamErrorCode>;

/** When each of our own codes is given, in the order of the documentation; the compiler sees to it that none is missing. */
export const ownErrorCodes: { readonly [code in OwnErrorCode]: string } = {
  config_invalid: "credentials, options or variables are missing or malformed; nothing was sent",
  input_invalid: "the input does not fit; `issues` says where; nothing was sent",
  network_error: "the connection failed",
  timeout: "no answer in time",
  response_unreadable: "the reply is not JSON, cut off, too large or a redirect",
  response_invalid: "the reply does not fit NXCLOUD's documentation",
  body_malformed: "the body is no JSON",
  unauthorized: "the headers name no known caller",
  forbidden: "the caller may not do that",
  route_not_found: "there is no such path",
  journey_not_found: "no journey of that id is stored, or no live one of that reference, or not for this caller",
  message_not_found: "no message of that id is stored, or not for this caller",
  message_not_resendable: "the stored message is not sent again as things are; the hint says what to do",
  message_not_cancellable: "the stored message does not wait any more: it is on its way, or over",
  message_expired: "the message cannot be sent by its `notAfter`; nothing was sent",
  reference_ambiguous: "more than one live journey has the reference",
  method_not_allowed: "the path takes other methods; `Allow` names them",
  body_too_large: "the body is over the route's limit",
  media_type_unsupported: "the body is not `application/json`",
  rate_limited: "the caller asks too often; `Retry-After` says when to come back",
  unavailable:
    "not configured, shutting down, or something it depends on cannot be reached; with an `Idempotency-Key` the outcome is `unknown`: ask again with the same key",
  internal_error: "a bug of ours",
  idempotency_conflict: "the same key is still in flight; `Retry-After` says when to come back",
  idempotency_mismatch: "the same key came with another body",
  template_mismatch: "the variables do not fit the template in the registry; `issues` says which; nothing was sent",
  recipient_suppressed:
    "the recipient is not to be written to; the hint says since when, why and until when; nothing was sent",
};

/** The HTTP statuses after which a caller may come back: their problems carry `Retry-After`. */
export const retryAfterStatuses: readonly number[] = [409, 429, 503];

/** The same code of NXCLOUD's, or the 1000 of its group where it has no row of its own: the last that has one is 1005. */
export const documentedCode = (code: number): number => (code > 1005 && code < 1010 ? 1000 : code);
