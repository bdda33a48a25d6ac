/**
 * The few globals that core and proxy use, as every runtime has them. Declared here so that neither package needs the DOM library or
 * @types/node, and none can reach for anything else by accident.
 */
declare class AbortController {
  readonly signal: {
    readonly aborted: boolean;
    readonly reason: unknown;
    addEventListener(type: "abort", listener: () => void): void;
    removeEventListener(type: "abort", listener: () => void): void;
  };
  abort(reason?: unknown): void;
}
declare class TextDecoder {
  constructor(
    label: "utf-8" | "utf-16le" | "utf-16be" | "windows-1258",
    options?: { fatal?: boolean; ignoreBOM?: boolean },
  );
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare class URL {
  readonly href: string;
  readonly host: string;
  readonly port: string;
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
// Its own type is the caller's: each runtime declares another one.
declare var fetch: unknown;
declare class Request {
  constructor(url: string, init: unknown);
}
declare class DecompressionStream {
  constructor(format: "deflate-raw");
  readonly readable: object;
}
declare class Response {
  constructor(body?: Uint8Array | object);
  readonly body: { pipeThrough(stream: DecompressionStream): object } | null;
  text(): Promise<string>;
}
declare var crypto: { randomUUID(): string };
declare var performance: { now(): number };
