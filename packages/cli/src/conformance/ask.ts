import { type Algorithm, sign } from "@nxzalo/core";
import type { Point, Subject } from "./points.ts";

/** One side that is asked: the server, or the emulator. */
export interface Side {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly baseUrl: string;
  readonly credentials: { readonly accessKey: string; readonly accessSecret: string };
  readonly algorithm: Algorithm;
}

/** What a side has answered, as far as it is compared. */
export interface Answer {
  readonly status: number;
  /** What was answered as JSON; `undefined` where it was none. */
  readonly json: unknown;
}

const timeoutMs = 15_000;

function signedHeaders({ credentials, algorithm }: Side, body: string, at: number): Record<string, string> {
  const { accessKey, accessSecret } = credentials;
  const signed = { accessKey, action: "mt", bizType: "9", ts: String(at), body };
  const headers = { accessKey, ts: String(at), bizType: "9", action: "mt" };
  return {
    ...headers,
    sign: sign({ ...signed, accessSecret, algorithm }),
    ...(algorithm === "sha256" && { algorithm }),
  };
}

/** Asks one side one question. @throws what its fetch throws. */
export async function ask(side: Side, point: Point, subject: Subject, token: string): Promise<Answer> {
  const content = point.body(subject, token);
  const body = typeof content === "string" ? content : JSON.stringify(content);
  const signed = signedHeaders(side, body, Date.now() + (point.skewMs ?? 0));
  const response = await side.fetch(`${side.baseUrl}${point.path}`, {
    method: "POST",
    headers: { ...(point.change?.(signed) ?? signed), "content-type": "application/json" },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  try {
    return { status: response.status, json: JSON.parse(text) };
  } catch {
    return { status: response.status, json: undefined };
  }
}

/** The token of a journey that was opened; empty where none was. */
export function tokenOf({ json }: Answer): string {
  const token = (json as { data?: { token?: unknown } } | undefined)?.data?.token;
  return typeof token === "string" ? token : "";
}
