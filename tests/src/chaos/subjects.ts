import { createNxZalo } from "@nxzalo/core";
import type { ChaosSubject } from "./chaos-client.ts";

const timeoutMs = 400;

/** Every client that has to stand the chaos on Node: one line for each transport, with and without retries. */
export const subjects: readonly ChaosSubject[] = [
  {
    name: "core over fetch",
    create: createNxZalo,
    timeoutMs,
    deadlineMs: timeoutMs,
    knowsUnsent: true,
    retries: false,
  },
];
