import fc from "fast-check";
import { expect, it } from "vitest";
import { matchPath, partsOf } from "./router.ts";

const match = (pattern: string, path: string) => matchPath(pattern, partsOf(path));

it("gives the values of a pattern's names", () => {
  expect(match("/v1/journeys", "/v1/journeys")).toEqual({});
  expect(match("/v1/journeys/:journeyId", "/v1/journeys/42")).toEqual({ journeyId: "42" });
  expect(match("/v1/receipts/:key", "/v1/receipts/aGVs-_")).toEqual({ key: "aGVs-_" });
});

it.each([
  ["/%76%31/journeys/%34%32", "42"],
  ["/v1/journeys/4%32", "42"],
])("reads %s without its percent-encoding", (path, journeyId) =>
  expect(match("/v1/journeys/:journeyId", path)).toEqual({ journeyId }),
);

it.each(["/v1/receipts/a%2Fb", "/v1/receipts/a%252Fb", "/v1/receipts/%FF", "/v1/receipts/%"])(
  "reads %s as three parts",
  (path) => expect(Object.keys(match("/v1/receipts/:key", path) ?? {})).toEqual(["key"]),
);

it.each([
  "/v1/journeys",
  "/v1/journeys/",
  "/v1/journeys/42/",
  "/v1/journeys/42/more",
  "v1/journeys/42",
  "//journeys/42",
  "/v1//journeys/42",
  "/v1%2Fjourneys/42",
])("%j does not fit a pattern of other parts", (path) =>
  expect(match("/v1/journeys/:journeyId", path)).toBeUndefined(),
);

it("takes 1 to 40 digits for the id of a journey, and nothing else", () => {
  const idOf = (text: string) => match("/v1/journeys/:journeyId", `/v1/journeys/${text}`)?.["journeyId"];
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^\d{1,50}$/)), (text) => {
      expect(idOf(encodeURIComponent(text))).toBe(/^[0-9]{1,40}$/.test(text) ? text : undefined);
    }),
  );
});
