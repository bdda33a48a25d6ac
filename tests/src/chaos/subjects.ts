import { createNxZalo } from "@nxzalo/core";
import { createNxZalo as createNodeNxZalo } from "@nxzalo/node";
import type { ChaosClientOptions, ChaosSubject } from "./chaos-client.ts";

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
