import { bytesToHex, md5, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";
import { Refusal } from "./operations/operation.ts";
import type { SandboxCredentials } from "./options.ts";

const windowMs = 60_000;

/** The signed string, built from the documentation and not from core's signer: the two must be able to disagree. */
function expectedSignature(headers: Headers, body: string, secret: string): string {
  const signed = ["accessKey", "action", "bizType", "ts"].map((name) => [name, headers.get(name)].join("="));
  const parts = body.length > 0 ? [...signed, `body=${body}`] : signed;
  const text = [...parts, `accessSecret=${secret}`].join("&");
  const algorithm = headers.get("algorithm")?.toLowerCase() === "sha256" ? sha256 : md5;
  return bytesToHex(algorithm(utf8ToBytes(text)));
}

/**
 * Checks a request's headers in this order: presence (1001), bizType and action (1002), clock (1004), access key (1005),
 * signature (1003).
 *
 * @throws Refusal
 */
export function authenticate(
  headers: Headers,
  body: string,
  { accessKey, accessSecret }: SandboxCredentials,
  now: number,
): void {
  if (["accessKey", "ts", "bizType", "action", "sign"].some((name) => !headers.get(name))) throw new Refusal(1001);
  if (headers.get("bizType") !== "9" || headers.get("action") !== "mt") throw new Refusal(1002);
  const algorithm = headers.get("algorithm");
  if (algorithm !== null && !["md5", "sha256"].includes(algorithm.toLowerCase())) throw new Refusal(1002);
  const ts = headers.get("ts") ?? "";
  if (!/^\d{13}$/.test(ts) || Math.abs(now - Number(ts)) > windowMs) throw new Refusal(1004);
  if (headers.get("accessKey") !== accessKey) throw new Refusal(1005);
  if (headers.get("sign") !== expectedSignature(headers, body, accessSecret)) throw new Refusal(1003);
}

/** Signs what the sandbox itself sends, with MD5. */
export function signatureHeaders(
  body: string,
  { accessKey, accessSecret }: SandboxCredentials,
  now: number,
): Record<string, string> {
  const headers = { accessKey, ts: String(Math.floor(now)), bizType: "9", action: "mt" };
  return { ...headers, sign: expectedSignature(new Headers(headers), body, accessSecret) };
}
