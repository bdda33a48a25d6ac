import type { ProxyRequest } from "../http.ts";

/** The token of an `authorization: Bearer …` header. */
export const readBearer = (headers: ProxyRequest["headers"]): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
