/**
 * The few globals that core uses, as every runtime has them. Declared here so that the package needs neither the DOM library nor
 * @types/node, and cannot reach for anything else by accident.
 */
declare class AbortController {
  readonly signal: import("./transport.ts").AbortSignalLike;
  abort(reason?: unknown): void;
}
declare class TextDecoder {
  constructor(label: "utf-8", options?: { fatal?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare class URL {
  readonly host: string;
  constructor(url: string);
  readonly protocol: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  readonly search: string;
  readonly hash: string;
  readonly origin: string;
  readonly pathname: string;
}
declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare var fetch: import("./transport.ts").FetchLike;
declare var crypto: { randomUUID(): string };
