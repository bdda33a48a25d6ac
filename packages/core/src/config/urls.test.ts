import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseHrefOf, hrefOf, secureUrlValidator, validateBaseUrl } from "./urls.ts";

const validate = secureUrlValidator("https://shop.example");

describe("a configured URL", () => {
  it.each([
    ["https://SHOP.example:443/Dr", "https://shop.example/Dr"],
    ["https://cửa-hàng.example/đơn", "https://xn--ca-hng-lta4562d.example/%C4%91%C6%A1n"],
    ["https://shop.example:8443/a?b=c", "https://shop.example:8443/a?b=c"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787/"],
  ])("%s is sent as %s", (url, href) => {
    expect(validate(url)).toBeUndefined();
    expect(hrefOf(url)).toBe(href);
  });

  it.each([
    ["https://shop.example\n", "with no spaces or line ends"],
    [" https://shop.example", "with no spaces or line ends"],
    ["https://shop.\texample", "with no spaces or line ends"],
    ["https://shop.example https://b.example", "must be an https URL"],
    ["https://a:b@shop.example", "without credentials"],
    ["https://shop.example/#top", "without credentials, query or fragment"],
    ["http://shop.example", "plain http is for loopback only"],
    ["ftp://shop.example", "must be an https URL"],
    ["shop.example", "must be an https URL"],
  ])("%j is refused: %s", (url, what) =>
    expect(validate(url)).toEqual({ code: "url_wrong", message: expect.stringContaining(what) }),
  );

  it("holds no white space where it is accepted, and reads its own href the same", () => {
    const piece = fc.constantFrom(
      "https://",
      "http://",
      "a.example",
      "Đ.example",
      ":443",
      "/x",
      " ",
      "\n",
      "\u00a0",
      "\0",
      "?",
      "//",
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (url) => {
          if (validate(url) !== undefined) return;
          expect(url).not.toMatch(/\s/);
          expect(hrefOf(hrefOf(url))).toBe(hrefOf(url));
          expect(validate(hrefOf(url))).toBeUndefined();
        },
      ),
    );
  });
});

describe("a base URL", () => {
  it.each(["https://shop.example", "https://shop.example/", "https://Shop.Example:443//"])(
    "%s is joined with a path by one slash",
    (url) => expect(`${baseHrefOf(url)}/v1/journeys`).toBe("https://shop.example/v1/journeys"),
  );

  it("keeps its own path", () => expect(baseHrefOf("https://shop.example/zalo/")).toBe("https://shop.example/zalo"));

  it.each(["https://shop.example/?", "https://shop.example/?a=1"])("%s is refused", (url) =>
    expect(validateBaseUrl(url)).toMatchObject({ code: "url_wrong" }),
  );
});
