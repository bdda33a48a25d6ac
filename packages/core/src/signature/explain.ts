import { type Hash, nobleHash } from "./hash.ts";
import { type SignedRequest, textOf } from "./mistakes.ts";
import { type Credentials, canonicalString } from "./sign.ts";
import { trialsOf } from "./trials.ts";

/** The request as it was sent, and what it should have been signed with. */
export interface ExplainInput {
  /** Header names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that was sent. */
  readonly body: string;
  /** The secret, and a previous one where there is one, are tried. */
  readonly credentials: Credentials;
}

/** What is wrong with a signature. */
export interface SignatureExplanation {
  /** Whether the signature is the right one for this request. */
  readonly isRight: boolean;
  /** The mistake that leads to the very signature that was sent; absent where none of the known ones does. */
  readonly mistake?: string;
  /** What to do. */
  readonly hint: string;
  /** What is hashed, without the secret; it holds the body, so mind the phone number in it. */
  readonly canonical: string;
}

/** How many characters are hashed at most, so that a long body does not stop the process for seconds. */
const longestSearch = 5_000_000;

/**
 * Explains a 1003 (invalid signature): tries the known mistakes and names the one that makes the very signature that was sent. Among them
 * is the same JSON as PHP, Python, Go, Java, Ruby, .NET and JavaScript write it: escapes, spaces, `1.0`, sorted keys, and all of these
 * together. It sends nothing. Where nothing fits it has made 100 to 700 hashes, of 5 million characters at most, the likeliest first: up to
 * some tenths of a second, so it is for debugging, not for every request. Bundlers leave it out where it is not imported.
 *
 * Source: NXCLOUD, *API Interface Invocation Convention*.
 *
 * @example
 * ```ts
 * import { explainSignature } from "@nxzalo/core";
 *
 * const { isRight, mistake, hint } = explainSignature({
 *   headers: { accessKey: "k", action: "mt", bizType: "9", ts: "1655710885431", sign: "00000000000000000000000000000000" },
 *   body: '{"appkey":"a"}',
 *   credentials: { accessKey: "k", accessSecret: "s" },
 * });
 * console.log(isRight, mistake, hint);
 * ```
 */
export function explainSignature(
  { headers, body, credentials }: ExplainInput,
  hash: Hash = nobleHash,
): SignatureExplanation {
  const given = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const header = (name: string) => given.get(name.toLowerCase()) ?? "";
  const fields = {
    accessKey: header("accessKey"),
    action: header("action"),
    bizType: header("bizType"),
    ts: header("ts"),
  };
  const canonical = canonicalString({ ...fields, body });
  const told = (mistake: string, hint: string): SignatureExplanation => ({ isRight: false, mistake, hint, canonical });
  const missing = ["accessKey", "action", "bizType", "ts", "sign"].filter((name) => header(name) === "");
  if (missing.length > 0)
    return told(
      `the headers lack ${missing.join(", ")}`,
      "something on the way strips headers, or they were never set",
    );
  const sent = header("sign");
  const request: SignedRequest = {
    fields,
    body,
    secret: credentials.accessSecret,
    previous: credentials.previousAccessSecret,
    algorithm: header("algorithm").toLowerCase() === "sha256" ? "sha256" : "md5",
  };
  if (fields.accessKey !== credentials.accessKey)
    return told("it is for another access key", "use the secret of that access key");
  const right = hash(request.algorithm, textOf(request));
  if (right === sent) {
    return {
      isRight: true,
      hint: "the signature fits these credentials: check that they are the right account's",
      canonical,
    };
  }
  if (right === sent.trim().toLowerCase())
    return told("it is not plain lower-case hex", "send the digits in lower case, with nothing around them");
  let hashedLength = 0;
  for (const { text, algorithm, faults } of trialsOf(request)) {
    hashedLength += text.length;
    if (hashedLength > longestSearch) break;
    if (hash(algorithm, text) !== sent.toLowerCase()) continue;
    const found = faults();
    return told(found.map(({ name }) => name).join("; and "), found.map(({ hint }) => hint).join("; "));
  }
  return {
    isRight: false,
    hint: "none of the known mistakes: compare what you hash with `canonical`, and the secret by its length",
    canonical,
  };
}
