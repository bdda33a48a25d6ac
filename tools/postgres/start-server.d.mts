/** A server of our own, in a temporary folder. */
export interface StartedServer {
  readonly url: string;
  /** On the same port, with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
export function startServer(binaries: string, options?: { readonly password?: string }): Promise<StartedServer>;
