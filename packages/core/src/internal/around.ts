/** What is known of a piece of work: names, numbers and ids, no free text. What is `undefined` is not known. */
export type WorkFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** A piece of work while it runs, as {@link Around} hands it on. */
export interface Work {
  /** The headers that carry its trace to another service, such as `traceparent`. */
  headers(): Readonly<Record<string, string>>;
  /** Says what has become known of it; `error.type` marks it as failed. */
  set(facts: WorkFacts): void;
}

/**
 * Put around each piece of work, such as a span of a trace: `instrument` of `@nxzalo/telemetry` makes one. It calls `run` once and gives
 * what that gives, or throws what that throws; it throws nothing of its own.
 *
 * @param name What is done, such as `initJourneyToken`. One of few.
 * @param facts What is known of it before it begins; named by OpenTelemetry's conventions, our own `nxzalo.…`.
 * @param run Does it.
 * @param incoming The headers of the request that asked for it, where one did.
 */
export type Around = <T>(
  name: string,
  facts: WorkFacts,
  run: (work?: Work) => Promise<T>,
  incoming?: { get(name: string): string | null },
) => Promise<T>;

/** Nothing around it. */
export const runAlone: Around = (_, __, run) => run();
