import { ProxyError } from "@nxzalo/core/errors";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it, vi } from "vitest";
import { createProxy, type NxZaloProxy, type ProxyOptions } from "../index.ts";
import { dependencyFailed, journeyNotFound } from "../problems.ts";
import { createTestJourneys, storedJourney, storedMessage } from "../testing/journey-service.ts";
import { buildDocument } from "./build-document.ts";
import { openApi, openApiText, readOpenApiText } from "./index.ts";

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const client = {
  initJourneyToken: async () => ({ journeyId: "1", token: "tok" }),
  checkJourneyToken: async () => ({
    tokenType: "token_logistics_7",
    createdAt: new Date(0),
    expiresAt: new Date(1),
    appId: "1",
    oaId: "2",
  }),
  sendTemplate: async () => ({ requestId: null }),
  oaQuality: async () => ({ current: "HIGH", sevenDays: "MEDIUM" }),
};
const options: ProxyOptions = {
  client,
  openApi,
  receipts: { keys: [receiptKey], onReceipt: vi.fn() },
  authorize: () => ({ caller: "shop", scopes: ["send", "tokens", "read", "people", "admin"] }),
};
const storing = createProxy({ ...options, journeys: createTestJourneys() });
const withoutStore = createProxy(options);

async function ask(method: string, path: string, body?: unknown, proxy: NxZaloProxy = storing) {
  const chunks = (async function* () {
    yield new TextEncoder().encode(JSON.stringify(body));
  })();
  const headers = new Headers({ "content-type": "application/json" });
  const reply = await proxy({ method, path, headers, body: body === undefined ? null : chunks });
  return { ...reply, json: () => JSON.parse(reply.body) };
}

/** A documented path with values in it. */
const asked = (path: string) =>
  path
    .replace("{key}", receiptKey)
    .replace("{journeyId}", storedJourney.journeyId)
    .replace("{messageId}", storedMessage.messageId);
const goodBodies = ({ requestBody }: Documented["operation"]): unknown[] => {
  if (!requestBody) return [undefined];
  const { examples = {} } = requestBody.content["application/json"];
  const values = Object.values(examples as Record<string, { value: unknown }>).map(({ value }) => value);
  // A receipt may hold anything.
  return values.length > 0 ? values : [{}];
};

interface Documented {
  readonly method: string;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a document is read as JSON
  readonly operation: any;
}
const documented: Documented[] = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const needsCaller = ({ operation }: Documented) => operation.security.length > 0;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openApi, "openapi");
const validatorOf = (schema: object) =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')));

// biome-ignore lint/suspicious/noExplicitAny: a document is read as JSON
type Schema = any;
const resolved = (schema: Schema): Schema =>
  schema.$ref ? (openApi as Schema).components.schemas[schema.$ref.split("/").at(-1)] : schema;

/** The fields of an answer that its schema does not know. */
function unknownFields(schema: Schema, answer: unknown, at = ""): string[] {
  const { properties, items } = resolved(schema);
  if (Array.isArray(answer)) return items ? answer.flatMap((item) => unknownFields(items, item, `${at}[]`)) : [];
  if (!properties || typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    Object.hasOwn(properties, name) ? unknownFields(properties[name], value, `${at}.${name}`) : [`${at}.${name}`],
  );
}

describe("the document", () => {
  it("is what the route table says: `pnpm --filter @nxzalo/proxy openapi` writes it", () =>
    expect(openApi).toEqual(JSON.parse(JSON.stringify(buildDocument()))));

  it("is valid OpenAPI 3.1", async () =>
    expect(await new Validator().validate(JSON.parse(JSON.stringify(openApi)))).toEqual({ valid: true }));

  it("is the same unpacked", async () => expect(await readOpenApiText()).toBe(openApiText));

  it("is served", async () => expect((await ask("GET", "/openapi.json")).json()).toEqual(openApi));

  it("may be read when it is asked for", async () => {
    const reading = createProxy({ ...options, openApi: async () => '{"openapi":"3.1.1"}', basePath: "/zalo" });
    expect((await ask("GET", "/openapi.json", undefined, reading)).json()).toEqual({
      openapi: "3.1.1",
      servers: [{ url: "/zalo" }],
    });
  });

  it("names every problem, each with an example that fits", () => {
    const { examples, responses } = (openApi as unknown as ReturnType<typeof buildDocument>).components;
    const isProblem = validatorOf({ $ref: "#/components/schemas/Problem" });
    for (const [code, { value }] of Object.entries(examples)) {
      expect(isProblem(value), `${code}: ${JSON.stringify(isProblem.errors)}`).toBe(true);
      expect(JSON.stringify(responses)).toContain(`#/components/examples/${code}"`);
    }
  });
});

it("every body of a success has an example that fits", () => {
  for (const { method, path, operation } of documented) {
    for (const [status, { content }] of Object.entries<Schema>(operation.responses)) {
      if (!content) continue;
      for (const { schema, example } of Object.values<Schema>(content)) {
        expect(example, `${method} ${path} ${status}`).toBeDefined();
        expect(validatorOf(schema)(example), `${method} ${path} ${status}`).toBe(true);
        expect(unknownFields(schema, example), `${method} ${path} ${status}`).toEqual([]);
      }
    }
  }
});

describe("what is documented answers, and what answers is documented", () => {
  const rows = documented.flatMap((row) => goodBodies(row.operation).map((body) => [row.method, row.path, body, row]));

  it.each(rows as [string, string, unknown, Documented][])("%s %s with %j", async (method, path, body, row) => {
    const reply = await ask(method, asked(path), body);
    const response = row.operation.responses[reply.status];
    expect(response, `undocumented status ${reply.status}`).toBeDefined();
    expect([200, 201, 202, 204]).toContain(reply.status);
    const type = reply.headers["content-type"];
    expect(response.content === undefined, "a body that is not documented, or missing").toBe(type === undefined);
    if (type === undefined)
      return expect({ status: reply.status, body: reply.body }).toEqual({ status: 204, body: "" });
    const content = response.content[type];
    expect(content, "undocumented content type").toBeDefined();
    const isDocumented = validatorOf(content.schema);
    const answer = type === "application/json" ? reply.json() : reply.body;
    expect(isDocumented(answer), JSON.stringify(isDocumented.errors)).toBe(true);
  });

  it("says all there is to say: every field of an answer stands in its schema", async () => {
    for (const { method, path, operation } of documented.filter(needsCaller)) {
      for (const body of goodBodies(operation)) {
        const reply = await ask(method, asked(path), body);
        const schema = operation.responses[reply.status].content?.["application/json"].schema;
        if (schema) expect(unknownFields(schema, reply.json()), `${method} ${path}`).toEqual([]);
      }
    }
  });

  it("nothing else answers", async () => {
    for (const path of new Set(documented.map((row) => row.path))) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const known = documented.some((row) => row.method === method && row.path === path);
        expect((await ask(method, asked(path))).status === 405, `${method} ${path}`).toBe(!known);
      }
    }
    const patterns = documented.map(({ path }) => path.replace(/\{(\w+)\}/g, ":$1"));
    expect([...storing.paths].sort()).toEqual([...new Set(patterns)].sort());
  });

  it("refusals are documented too", async () => {
    const withoutScopes: Partial<ProxyOptions> = { authorize: () => ({ caller: "shop", scopes: [] }) };
    const refusing: Partial<ProxyOptions>[] = [
      { authorize: () => null },
      withoutScopes,
      { rateLimit: () => 1_000 },
      { rateLimit: () => Promise.reject(dependencyFailed("The limiter cannot be reached")) },
      { authorize: () => Promise.reject(new Error("a bug")) },
    ];
    for (const { method, path, operation } of documented.filter(needsCaller)) {
      for (const more of refusing) {
        const proxy = createProxy({ ...options, journeys: createTestJourneys(), ...more });
        const { status } = await ask(method, asked(path), goodBodies(operation)[0], proxy);
        expect(operation.responses[status], `${method} ${path}: ${status}`).toBeDefined();
        // Any caller may ask who they are.
        const isOpen = more === withoutScopes && path === "/v1/me";
        expect(status >= 400, `${method} ${path}: ${status}`).toBe(!isOpen);
      }
    }
  });

  const ambiguous = new ProxyError("More than one live journey has this reference", {
    code: "reference_ambiguous",
    outcome: "not_sent",
  });
  it.each([
    ["no live journey", journeyNotFound(), 404],
    ["more than one", ambiguous, 409],
  ])("so is what a message by its reference alone meets: %s", async (_, error, status) => {
    const proxy = createProxy({ ...options, journeys: createTestJourneys({ send: () => Promise.reject(error) }) });
    const body = { reference: "Đơn 42", templateId: "133214", templateData: {} };
    expect((await ask("POST", "/v1/messages", body, proxy)).status).toBe(status);
    expect(documented.find(({ path }) => path === "/v1/messages")?.operation.responses[status]).toBeDefined();
  });
});

describe("a proxy without a journey store", () => {
  const needsOne = ({ operation }: Documented) => /Only where journeys are stored/.test(operation.description ?? "");

  it.each(documented.filter(needsOne).map((row) => [row.method, row.path, row] as const))(
    "%s %s does not exist on it",
    async (method, path, { operation }) => {
      const { status } = await ask(method, asked(path), goodBodies(operation)[0], withoutStore);
      expect(status).toBe(404);
      expect(operation.responses[status]).toBeDefined();
    },
  );

  it("answers the rest", async () => {
    const rest = documented.filter((row) => !needsOne(row));
    expect(rest.length).toBeGreaterThan(3);
    for (const { method, path, operation } of rest)
      expect((await ask(method, asked(path), goodBodies(operation)[0], withoutStore)).status).toBeLessThan(300);
    expect([...withoutStore.paths].sort()).toEqual(
      [...new Set(rest.map(({ path }) => path.replace(/\{(\w+)\}/g, ":$1")))].sort(),
    );
  });
});

it("the documented bodies refuse what the proxy refuses", async () => {
  for (const { path, method, operation } of documented.filter((row) => needsCaller(row) && row.operation.requestBody)) {
    const fits = validatorOf(operation.requestBody.content["application/json"].schema);
    const good = goodBodies(operation);
    for (const body of good) expect(fits(body), JSON.stringify(fits.errors)).toBe(true);
    const isFilled = (body: unknown) => Object.keys(body as object).length > 0;
    const more = good.filter(isFilled).map((body) => ({ ...(body as object), more: 1 }));
    const wrong = good.filter(isFilled).map((body) => {
      const [[name] = [""]] = Object.entries(body as object);
      return { ...(body as object), [name]: 7 };
    });
    // Nothing at all is a good search, the default application, and a message as it is.
    const bad = [...more, ...wrong, [], ...(/(search|account|resend|cancel)$/.test(path) ? [] : [{}])];
    for (const body of bad) {
      expect(fits(body), `${path} ${JSON.stringify(body)}`).toBe(false);
      expect((await ask(method, asked(path), body)).status).toBe(422);
    }
  }
});

it("the documented forms of a message are those that the proxy takes", async () => {
  const { operation } = documented.find(({ path }) => path === "/v1/messages") as Documented;
  const fits = validatorOf(operation.requestBody.content["application/json"].schema);
  const names = Object.entries({
    phone: "84912345678",
    journeyToken: "tok",
    journeyId: "1",
    tokenType: "token_logistics_7",
    reference: "Đơn 42",
  });
  const subsets: object[] = [{ templateId: "133214", templateData: {} }];
  for (const [name, value] of names) subsets.push(...subsets.map((one) => ({ ...one, [name]: value })));
  expect(subsets).toHaveLength(32);
  for (const body of subsets)
    expect((await ask("POST", "/v1/messages", body)).status === 202, JSON.stringify(body)).toBe(fits(body));
});
