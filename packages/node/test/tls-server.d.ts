/** A certificate that is not trusted by itself, for `localhost` and 127.0.0.1; its key is public, so it is good for nothing else. */
export declare const certificateFile: string;
/** A server for tests, and what came to it. */
export interface LoopbackServer {
    readonly url: string;
    readonly seen: readonly string[];
    close(): Promise<void>;
}
/** Answers every POST with a journey token, over TLS. */
export declare function serveTls(): Promise<LoopbackServer>;
/** A proxy: tunnels with CONNECT, or answers it with `status`; plain requests it answers itself. */
export declare function serveProxy(status?: number): Promise<LoopbackServer>;
