import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { describe, expect, it } from "vitest";

/** Asks for a path as it is written: a `fetch` would tidy it up first. Without a key, what exists is 401. */
async function ask(url: string, method: string, path: string) {
  const { hostname, port } = new URL(url);
  const [response] = await once(request({ hostname, port, method, path }).end(), "response");
  const body = (await json(response)) as { code?: string };
  return { status: response.statusCode as number, code: body.code };
}

const found = { status: 401, code: "unauthorized" };
const missing = { status: 404, code: "route_not_found" };

/** How a path is read, the same by every server of the protocol; from Node, whose requests say what they are given. */
export function describePaths(name: string, url: string): void {
  describe.concurrent(`${name}: paths`, () => {
    it.each([
      ["as it is", "/v1/journeys"],
      ["with a query", "/v1/journeys?a=/../b&c=%zz"],
      ["with encoded letters", "/%76%31/%6aourneys"],
      ["with a dot segment", "/v1/./journeys"],
      ["with an encoded dot segment", "/v1/%2e/journeys"],
      ["with two dots", "/v2/../v1/journeys"],
      ["with two encoded dots", "/v2/%2E%2e/v1/journeys"],
      ["with more dots than parts", "/../../v1/journeys"],
      ["with a backslash", "/v1\\journeys"],
      ["with dots between backslashes", "/v1\\x\\..\\journeys?a=\\"],
      ["with a fragment", "/v1/journeys#a"],
      ["in a whole URL", "http://other.example/v1/journeys"],
    ])("%s is found", async (_, path) => expect(await ask(url, "POST", path)).toEqual(found));

    it.each([
      ["a slash at its end", "/v1/journeys/"],
      ["two slashes at its beginning", "//v1/journeys"],
      ["two slashes in between", "/v1//journeys"],
      ["two slashes at its end", "/v1/journeys//"],
      ["an encoded slash", "/v1%2Fjourneys"],
      ["an encoded backslash", "/v1%5Cjourneys"],
      ["a backslash at its end", "/v1/journeys\\"],
      ["a letter that is encoded twice", "/%2576%2531/journeys"],
      ["capitals", "/V1/journeys"],
      ["an encoded space", "/v1/journeys%20"],
      ["an encoded zero", "/v1/journeys%00"],
      ["an encoded question mark", "/v1/journeys%3Fa=b"],
      ["a parameter", "/v1/journeys;a=b"],
      ["bytes that are no text", "/v1/journeys%FF"],
      ["a percent sign by itself", "/v1/journeys%"],
      ["letters of another script", "/v1/journ%C3%A9ys"],
      ["nothing after the dots", "/v1/journeys/.."],
      ["nothing at all", "/"],
    ])("with %s is not", async (_, path) => expect(await ask(url, "POST", path)).toEqual(missing));

    it("an id is read the same way", async () => {
      expect(await ask(url, "GET", "/v1/journeys/%34%32")).toEqual(found);
      for (const path of ["/v1/journeys/4%2F2", "/v1/journeys/42/", "/v1/journeys//42", "/v1/journeys/%2534"])
        expect(await ask(url, "GET", path), path).toEqual(missing);
    });

    it("health is found with encoded letters, and without a key", async () =>
      expect(await ask(url, "GET", "/%68ealthz")).toMatchObject({ status: 200 }));
  });
}
