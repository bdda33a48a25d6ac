import { describeLookup } from "./lookup.ts";
import type { Memory } from "./memory.ts";
import { describeMessageForms } from "./message-forms.ts";
import { describeOneToken } from "./one-token.ts";
import { describeScopes } from "./scopes.ts";
import { describeSentOnce } from "./sent-once.ts";

/** What every proxy that remembers journeys has to do, seen from the client. */
export function describeRemembering(name: string, memory: Memory): void {
  describeOneToken(name, memory);
  describeSentOnce(name, memory);
  describeMessageForms(name, memory);
  describeLookup(name, memory);
  describeScopes(name, memory);
}
