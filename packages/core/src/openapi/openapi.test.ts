import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it, vi } from "vitest";
import { createProxy } from "../proxy/index.ts";
import { buildDocument } from "./build-document.ts";
import { openApi } from "./index.ts";

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const client = {
  initJourneyToken: async () => ({ journeyId: "1", token: "tok" }),
  checkJourneyToken: async () => ({
    ...{ tokenType: "token_logistics_7", createdAt: new Date(0), expiresAt: new Date(1), appId: "1", oaId: "2" },
  }),
  sendTemplate: async () => ({ requestId: null }),
};
const proxy = createProxy({
  ...{ client, openApi, receipts: { keys: [receiptKey], onReceipt: vi.fn() } },
  authorize: () => ({ caller: "shop", scopes: ["send", "tokens"] }),
});

async function ask(method: string, path: string, body?: unknown) {
  const chunks = (async function* () {
    yield new TextEncoder().encode(JSON.stringify(body));
  })();
  const headers = new Headers({ "content-type": "application/json" });
  const reply = await proxy({ method, path, headers, body: body === undefined ? null : chunks });
  return { ...reply, json: () => JSON.parse(reply.body) };
}

interface Documented {
  readonly method: string;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a document is read as JSON
  readonly operation: any;
}
const documented: Documented[] = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openApi, "openapi");
const validatorOf = (schema: object) =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')));

describe("the document", () => {
  it("is what the route table says: `pnpm --filter @nxzalo/core openapi` writes it", () =>
    expect(openApi).toEqual(JSON.parse(JSON.stringify(buildDocument()))));

  it("is valid OpenAPI 3.1", async () =>
    expect(await new Validator().validate(JSON.parse(JSON.stringify(openApi)))).toEqual({ valid: true }));

  it("is served", async () => expect((await ask("GET", "/openapi.json")).json()).toEqual(openApi));

  it("names every problem, each with an example that fits", () => {
    const { examples, responses } = (openApi as unknown as ReturnType<typeof buildDocument>).components;
    const isProblem = validatorOf({ $ref: "#/components/schemas/Problem" });
    for (const [code, { value }] of Object.entries(examples)) {
      expect(isProblem(value), `${code}: ${JSON.stringify(isProblem.errors)}`).toBe(true);
      expect(JSON.stringify(responses)).toContain(`#/components/examples/${code}"`);
    }
  });
});

describe("what is documented answers, and what answers is documented", () => {
  it.each(documented.map((row) => [row.method, row.path, row] as const))(
    "%s %s",
    async (method, path, { operation }) => {
      const body = operation.requestBody?.content["application/json"].examples?.example.value;
      const reply = await ask(method, path.replace("{key}", receiptKey), method === "POST" ? (body ?? {}) : undefined);
      const response = operation.responses[reply.status];
      expect(response, `undocumented status ${reply.status}`).toBeDefined();
      expect([200, 201, 202]).toContain(reply.status);
      const content = response.content[reply.headers["content-type"] ?? ""];
      expect(content, "undocumented content type").toBeDefined();
      const isDocumented = validatorOf(content.schema);
      const answer = reply.headers["content-type"] === "application/json" ? reply.json() : reply.body;
      expect(isDocumented(answer), JSON.stringify(isDocumented.errors)).toBe(true);
    },
  );

  it("nothing else answers", async () => {
    const paths = new Set(documented.map(({ path }) => path.replace("{key}", receiptKey)));
    for (const path of paths) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const known = documented.some((row) => row.method === method && row.path.replace("{key}", receiptKey) === path);
        expect((await ask(method, path)).status === 405, `${method} ${path}`).toBe(!known);
      }
    }
    expect([...proxy.paths].sort()).toEqual([...paths].map((path) => path.replace(receiptKey, ":key")).sort());
  });
});

it("the documented bodies refuse what the proxy refuses", async () => {
  for (const { path, method, operation } of documented.filter(({ operation }) => operation.security)) {
    const fits = validatorOf(operation.requestBody.content["application/json"].schema);
    const good = operation.requestBody.content["application/json"].examples.example.value;
    expect(fits(good)).toBe(true);
    const bad = [{}, { ...good, more: 1 }, { ...good, app: 7 }];
    for (const body of bad) {
      expect(fits(body), JSON.stringify(body)).toBe(false);
      expect((await ask(method, path, body)).status).toBe(422);
    }
  }
});
