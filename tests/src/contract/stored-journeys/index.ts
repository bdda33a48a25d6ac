import { describeFoundMessages } from "./found-messages.ts";
import { describeLookup } from "./lookup.ts";
import { describeMessageForms } from "./message-forms.ts";
import { describeOneToken } from "./one-token.ts";
import { describePeople } from "./people.ts";
import { describeScopes } from "./scopes.ts";
import { describeSentOnce } from "./sent-once.ts";
import type { StoringProxy } from "./storing-proxy.ts";
import { describeSuppressions } from "./suppressions.ts";

/** What every proxy that stores journeys has to do, seen from the client. */
export function describeStoredJourneys(name: string, proxy: StoringProxy): void {
  describeOneToken(name, proxy);
  describeSentOnce(name, proxy);
  describeMessageForms(name, proxy);
  describeLookup(name, proxy);
  describeFoundMessages(name, proxy);
  describeSuppressions(name, proxy);
  describePeople(name, proxy);
  describeScopes(name, proxy);
}
