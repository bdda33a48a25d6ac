import { isNxZaloError, type NxZaloError } from "@nxzalo/core/errors";
import { type CodedIssue, configError } from "@nxzalo/core/internal";
import { StoreFailure, toStoreError } from "../store/store-errors.ts";

/** A failure that another try does not correct. */
interface FinalFailure {
  /** The SQLSTATE, or the code of Node's. Default: any, and none. */
  readonly code?: RegExp;
  /** What the message says, where the code does not tell. Default: anything. */
  readonly text?: RegExp;
  /** The issue's. */
  readonly issue: CodedIssue["code"];
  readonly message: string;
}

/**
 * The failures of opening that end a service, the first that fits. All others may heal by themselves: a server that is away, starting,
 * full, read-only or has no connection left, a name that is not known yet, a certificate whose time is over.
 *
 * Codes: PostgreSQL's documentation, appendix A; Node's `tls`. PgBouncer has 08P01 for all that it refuses.
 */
const finalFailures: readonly FinalFailure[] = [
  { code: /^28P01$/, issue: "database_password_refused", message: "refuses the user or the password" },
  {
    code: /^28/,
    issue: "database_login_refused",
    message:
      "does not let this user in from here: there is no such user, or pg_hba.conf wants another way, such as TLS",
  },
  { code: /^3D000$/, issue: "database_unknown", message: "is not there: the server has none of this name" },
  { code: /^3F000$/, issue: "schema_missing", message: "does not have the schema: create it" },
  {
    code: /^42501$/,
    issue: "database_permission_missing",
    message:
      "does not permit this user what is needed: let it create tables in the schema, or run what `postgresMigrations()` gives as another user and grant SELECT, INSERT, UPDATE and DELETE",
  },
  {
    code: /^(22023|42704|55P02)$/,
    issue: "database_parameter_refused",
    message: "is asked for with a parameter that the server refuses: leave it out of the URL",
  },
  { code: /^(0A|22|23|42)/, issue: "database_refused", message: "refuses a statement: is it Postgres 15 or later?" },
  {
    code: /^08P01$/,
    text: /startup parameter/i,
    issue: "database_parameter_refused",
    message: "is asked for with a start-up parameter that the pooler refuses: leave it out of the URL",
  },
  {
    code: /^08P01$/,
    text: /no such database/i,
    issue: "database_unknown",
    message: "is not there: the pooler has none of this name",
  },
  {
    code: /^08P01$/,
    text: /no such user|authentication failed|auth failed/i,
    issue: "database_password_refused",
    message: "refuses the user or the password, says the pooler",
  },
  {
    text: /^SASL: .*password must be|no password supplied/i,
    issue: "database_password_missing",
    message: "wants a password, and the URL has none",
  },
  {
    text: /does not support SSL/i,
    issue: "database_tls_missing",
    message: "offers no TLS, which the URL asks for",
  },
  {
    code: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY|GET|DECRYPT|DECODE)\w+|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA)$/,
    issue: "database_certificate_untrusted",
    message: "has a certificate of an authority that is not trusted: name it by `sslrootcert`",
  },
  {
    code: /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    issue: "database_certificate_untrusted",
    message: "has a certificate for another host name",
  },
  {
    code: /^ERR_(OSSL|CRYPTO)/,
    issue: "database_certificate_unreadable",
    message: "is asked for with a certificate or key that cannot be read: see `sslrootcert`, `sslcert` and `sslkey`",
  },
];

/** What opening fails with: ConfigError where another try corrects nothing, otherwise ProxyError `unavailable`. Quotes nothing. */
export function toOpenFailure(error: unknown): NxZaloError {
  if (isNxZaloError(error)) return error;
  const { code = "", message = "" } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  const found = finalFailures.find(
    (one) => (one.code?.test(String(code)) ?? true) && (one.text?.test(String(message)) ?? true),
  );
  if (!found) return toStoreError(error);
  const shown = code === "" ? found.message : `${found.message} (${String(code)})`;
  return configError([{ path: ["database"], message: shown, code: found.issue }], new StoreFailure(error));
}
