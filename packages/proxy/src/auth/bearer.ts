/** The token of an `authorization: Bearer …` header. */
export const readBearer = (headers: { get(name: string): string | null }): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
