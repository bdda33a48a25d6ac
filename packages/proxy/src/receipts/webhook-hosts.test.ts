import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnListedHost, validateWebhookHosts } from "./webhook-hosts.ts";

describe("a webhook on a listed host", () => {
  it.each([
    ["https://shop.example/dr", "shop.example"],
    ["https://shop.example:443/dr", "shop.example"],
    ["https://shop.example/dr", "shop.example:443"],
    ["https://SHOP.example/dr", "Shop.Example"],
    ["https://shop.example:8443/dr", "shop.example:8443"],
    ["https://xn--ca-hng-lta4562d.example/dr", "Cửa-Hàng.example"],
    ["https://cửa-hàng.example/dr", "xn--ca-hng-lta4562d.example"],
    ["http://localhost:3000/dr", "localhost:3000"],
    ["http://127.0.0.1/dr", "127.0.0.1:80"],
    ["http://[::1]:3000/dr", "[::1]:3000"],
  ])("%s is on %s", (webhook, host) => {
    expect(validateWebhookHosts(host)).toBeUndefined();
    expect(isOnListedHost(webhook, [host])).toBe(true);
  });

  it.each([
    ["https://shop.example:8443/dr", "shop.example"],
    ["https://shop.example/dr", "shop.example:8443"],
    ["http://shop.example/dr", "shop.example"],
    ["http://shop.example:443/dr", "shop.example:443"],
    ["http://localhost:3000/dr", "localhost"],
    ["https://shop.example.evil.example/dr", "shop.example"],
    ["https://evil.example/shop.example", "shop.example"],
  ])("%s is not on %s", (webhook, host) => expect(isOnListedHost(webhook, [host])).toBe(false));

  it("is on no host where none is listed", () => expect(isOnListedHost("https://shop.example", [])).toBe(false));
});

it.each([
  "https://shop.example",
  "shop.example/dr",
  "user@shop.example",
  "shop example",
  "shop.example?a",
  "shop.example#a",
  "shop.example\\a",
  "shop.example:99999",
  "a,b/c",
])("%j lists no hosts", (text) => expect(validateWebhookHosts(text)).toMatchObject({ code: "list_wrong" }));

it("a host that is listed is the one that is asked, whatever is written", () => {
  const text = fc.stringMatching(/^[a-zA-ZĐđ0-9.:@/\\?#[\]%-]{1,20}$/);
  fc.assert(
    fc.property(text, (host) => {
      if (validateWebhookHosts(host) !== undefined || host.includes(",")) return;
      expect(isOnListedHost(new URL(`https://${host}/dr`).href, [host])).toBe(true);
    }),
  );
});
