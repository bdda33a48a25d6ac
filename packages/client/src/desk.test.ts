import { createNxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import { createProxy } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { proxyFetch } from "../test/proxy-fetch.ts";
import { createDeskClient } from "./desk.ts";

const entry = {
  auditId: "0f8fad5bd9cb469fa16570867728950e",
  recordedAt: new Date(5),
  action: "look",
  caller: "desk",
  subject: "1257624175686111232",
} as const;

/** A client of a real proxy, for a caller with these scopes. */
function createTestDesk(scopes: readonly ("read" | "admin")[]) {
  const search = vi.fn(async () => ({ entries: [entry], nextCursor: "5-0f" }));
  const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
  const proxy = createProxy({
    client: createNxZalo({ credentials, appKey, fetch: sandboxFetch }),
    authorize: () => ({ caller: "desk", scopes }),
    apps: { north: "north-key" },
    journeys: { audit: { search } } as unknown as JourneyService,
  });
  return { desk: createDeskClient({ baseUrl: "https://zalo.example", fetch: proxyFetch(proxy) }), search };
}

describe("the desk's client", () => {
  it("asks who it is", async () =>
    expect(await createTestDesk(["read"]).desk.me()).toEqual({
      caller: "desk",
      scopes: ["read"],
      apps: ["default", "north"],
    }));

  it("searches the audit, with times as Dates both ways", async () => {
    const { desk, search } = createTestDesk(["admin"]);
    const recordedFrom = new Date("2026-01-01");
    expect(await desk.audit.search({ action: "look", recordedFrom, app: "north" })).toEqual({
      entries: [entry],
      nextCursor: "5-0f",
    });
    expect(search).toHaveBeenCalledWith({ action: "look", recordedFrom }, { appKeys: ["north-key"] });
  });

  it("gives the proxy's refusals as errors", async () => {
    expect(await failureOf(createTestDesk(["read"]).desk.audit.search({}))).toMatchObject({
      name: "ProxyError",
      code: "forbidden",
    });
    const wrong = { action: "peek" as "look" };
    expect(await failureOf(createTestDesk(["admin"]).desk.audit.search(wrong))).toMatchObject({ name: "InputError" });
  });
});
