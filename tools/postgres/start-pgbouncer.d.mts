/** PgBouncer before a server. */
export interface StartedPooler {
  readonly url: string;
  stop(): Promise<void>;
}
export function startPgBouncer(program: string, serverUrl: string): Promise<StartedPooler>;
