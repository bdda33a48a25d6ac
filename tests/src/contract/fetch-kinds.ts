import type { FetchLike } from "@nxzalo/core";
import type { Servers } from "../servers/provided.ts";
import { describeJourney } from "./journey-contract.ts";
import { directly } from "./subject.ts";

/** Gives a response with another kind of body, as the `fetch` of other runtimes and packages does. */
const fetchWith =
  (change: (response: Response) => object): FetchLike =>
  async (...request) => {
    const response = await fetch(...request);
    const { status, type, headers } = response;
    return { status, type, headers, ...change(response) } as Awaited<ReturnType<FetchLike>>;
  };

const kinds: Readonly<Record<string, FetchLike>> = {
  "text alone, as React Native gives": fetchWith((response) => ({ text: () => response.text() })),
  "chunks to iterate over, as node-fetch gives": fetchWith((response) => ({
    body: (async function* () {
      yield new Uint8Array(await response.arrayBuffer());
    })(),
  })),
};

/** Core over a `fetch` of another kind than the runtime's. */
export function describeFetchKinds(name: string, servers: Servers): void {
  for (const [kind, custom] of Object.entries(kinds))
    describeJourney(`${name}, over a fetch that gives ${kind}`, directly(servers, custom));
}
