import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";
import type { JourneyStore } from "./store.ts";

const away = (cause: unknown) =>
  new ProxyError("The store of journeys cannot be used now", {
    ...{ code: "unavailable", outcome: "not_sent", retryable: true, retryAfterMs: 2_000, cause },
  });

/** A store whose failures are what a caller is told: not now, ask again. */
export function guarded(store: JourneyStore): JourneyStore {
  const guard =
    <Given extends unknown[], Result>(method: (...given: Given) => Promise<Result>) =>
    (...given: Given) =>
      method(...given).catch((error: unknown) => {
        throw isNxZaloError(error) ? error : away(error);
      });
  return {
    claim: guard((request) => store.claim(request)),
    complete: guard((request) => store.complete(request)),
    release: guard((request) => store.release(request)),
    add: guard((journey) => store.add(journey)),
    find: guard((journeyId) => store.find(journeyId)),
    findByPhone: guard((phoneIndex) => store.findByPhone(phoneIndex)),
    end: guard((journeyId, now) => store.end(journeyId, now)),
    forget: guard((journeyIds) => store.forget(journeyIds)),
    sweep: guard((before) => store.sweep(before)),
    setting: guard((name, initial) => store.setting(name, initial)),
    replaceSetting: guard((name, change) => store.replaceSetting(name, change)),
    close: () => store.close(),
  };
}
