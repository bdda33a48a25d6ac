import { createNxZalo, type NxZalo, type NxZaloOptions } from "@nxzalo/core";
import { createNxZalo as createNodeNxZalo } from "@nxzalo/node";

/** What a run sets on every client that it makes. */
export type ChaosClientOptions = Pick<NxZaloOptions, "credentials" | "appKey" | "baseUrl"> & {
  readonly timeoutMs: number;
};

/** A client under test: core's methods, and a way to let its connections go where it holds any of its own. */
export type ChaosClient = NxZalo & { close?(): Promise<void> };

/** One kind of client, and what may be expected of it. */
export interface ChaosSubject {
  readonly name: string;
  create(options: ChaosClientOptions): ChaosClient;
  /** By when every call has settled, counted from its start. */
  readonly deadlineMs: number;
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** Whether a refused connection is reported as `not_sent`: Node can tell, workerd cannot. */
  readonly knowsUnsent: boolean;
  /** Whether it repeats calls by itself. */
  readonly retries: boolean;
  /** Whether its errors tell how many requests were made: through a proxy they do not. Default: they do. */
  readonly countsAttempts?: boolean;
}

const timeoutMs = 400;

type Create = (
  options: ChaosClientOptions & { retry?: false; deadlineMs?: number },
) => ReturnType<ChaosSubject["create"]>;

/** One transport, with and without retries. */
function subjectsOf(name: string, create: Create): ChaosSubject[] {
  const deadlineMs = 1_200;
  return [
    {
      name: `${name}, no retries`,
      timeoutMs,
      deadlineMs: timeoutMs,
      knowsUnsent: true,
      retries: false,
      create: (options) => create({ ...options, retry: false }),
    },
    {
      name: `${name}, with retries`,
      timeoutMs,
      deadlineMs,
      knowsUnsent: true,
      retries: true,
      create: (options) => create({ ...options, deadlineMs }),
    },
  ];
}

/** Every client that has to stand the chaos on Node: one line for each transport. */
export const subjects: readonly ChaosSubject[] = [
  ...subjectsOf("core over fetch", createNxZalo),
  ...subjectsOf("packages/node over undici", createNodeNxZalo),
];
