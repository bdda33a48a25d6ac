import type { PersonExport, PersonRequest, PersonRequestPage } from "@nxzalo/core/journeys";
import type { PersonInput, SearchPersonRequestsInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** What people ask about their data. */
export interface DeskPeople {
  /**
   * Everything that is stored of a person who asks for it; the audit records it. Needs the scope `people`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  export(person: PersonInput, options?: ProxyCallOptions): Promise<PersonExport>;
  /**
   * Nobody writes to a person any more, by their request: what waits is cancelled, what comes is refused, until the suppression of source
   * `restriction` is removed. Needs the scope `admin`.
   *
   * @throws as `export` does.
   */
  restrict(person: PersonInput, options?: ProxyCallOptions): Promise<PersonRequest>;
  /**
   * What people have asked for, newest first, and how long it has been open. Needs the scope `read`.
   *
   * @throws as `export` does.
   */
  searchRequests(query: SearchPersonRequestsInput, options?: ProxyCallOptions): Promise<PersonRequestPage>;
}

export const createDeskPeople = (send: Send): DeskPeople => ({
  export: (body, limits) => send({ path: "/v1/people/export", key: "request", body, limits, read }),
  restrict: (body, limits) => send({ path: "/v1/people/restrict", key: "personRequestId", body, limits, read }),
  searchRequests: (body, limits) => send({ path: "/v1/people/requests/search", key: "requests", body, limits, read }),
});
