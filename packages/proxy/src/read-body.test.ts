import { describe, expect, it } from "vitest";
import type { ProxyRequest } from "./http.ts";
import { readJsonBody } from "./read-body.ts";

const limits = { limitBytes: 64 * 1024 };

/** A request whose body notes how it is read. */
function requestWith(text: string, announced: string | null, whole?: () => Promise<Uint8Array>) {
  const bytes = new TextEncoder().encode(text);
  const ways: string[] = [];
  const headers: Readonly<Record<string, string | null>> = {
    "content-type": "application/json",
    "content-length": announced,
  };
  async function* body() {
    ways.push("chunks");
    yield bytes;
  }
  const request: ProxyRequest = {
    method: "POST",
    path: "/",
    headers: { get: (name) => headers[name] ?? null },
    body: body(),
    readWhole: async () => {
      ways.push("whole");
      return whole ? whole() : bytes;
    },
  };
  return { request, ways };
}

describe("a body is read whole where its headers say that it is short, and by its chunks elsewhere", () => {
  it.each([
    ["a short one", "7", "whole"],
    ["a longer one", String(16 * 1024 + 1), "chunks"],
    ["one of no length", null, "chunks"],
    ["one whose length is no number", "seven", "chunks"],
  ])("%s", async (_, announced, way) => {
    const { request, ways } = requestWith('{"a":1}', announced);
    expect(await readJsonBody(request, limits)).toEqual({ a: 1 });
    expect(ways).toEqual([way]);
  });
});

it("a connection that breaks within a short body is no body", async () => {
  const { request } = requestWith("", "7", () => Promise.reject(new Error("ECONNRESET")));
  await expect(readJsonBody(request, limits)).rejects.toMatchObject({
    code: "body_malformed",
    message: "The body is cut off",
  });
});

it("the limit holds whatever length was announced", async () => {
  const { request } = requestWith(`"${"x".repeat(100)}"`, "7");
  await expect(readJsonBody(request, { limitBytes: 64 })).rejects.toMatchObject({ code: "body_too_large" });
});
