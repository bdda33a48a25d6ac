import { toJSONSchema } from "zod/mini";
import { receiptsPath } from "../proxy/receipts.ts";
import { type Route, routes } from "../proxy/routes.ts";
import { answers } from "./answers.ts";
import { problemExamples, problemResponses } from "./problems.ts";

/** What a reader has to know of a field, whichever body it stands in. */
const fields: Readonly<Record<string, object>> = {
  phone: { description: "With its country code; `0…` where the proxy has a default one.", examples: ["84912345678"] },
  tokenType: { description: "The number is the token's life in days." },
  reference: { description: "Your own name for the journey: 1 to 128 characters.", examples: ["Đơn 42"] },
  app: { description: "The configured name of an application. Default: the proxy's default one." },
  journeyToken: { description: "The token of a journey." },
  templateId: { examples: ["133214"] },
  templateData: {
    type: "object",
    description: "The template's variables.",
    additionalProperties: { type: ["string", "number", "boolean"] },
    examples: [{ order: "Đơn 42", total: 120000 }],
  },
  drWebhook: { description: "Where receipts go; only on hosts that the proxy lists.", maxLength: 256, format: "uri" },
  ext: { description: "Comes back in receipts: at most 65,535 bytes." },
};

/** What a reader has to know of an operation. */
const operations: Readonly<
  Record<string, { summary: string; success: [number, keyof typeof answers]; example: object }>
> = {
  initJourneyToken: {
    summary: "Create a journey token",
    success: [201, "Journey"],
    example: { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" },
  },
  checkJourneyToken: {
    summary: "Ask what NXCLOUD knows of a token",
    success: [200, "JourneyTokenState"],
    example: { journeyToken: "HmXFqeO5jM1Mw96X" },
  },
  sendTemplate: {
    summary: "Send a message made from an approved template",
    success: [202, "SentMessage"],
    example: { phone: "84912345678", templateId: "133214", templateData: { order: "Đơn 42" } },
  },
};

/** A route's body as JSON Schema, with the field notes filled in. */
function bodySchemaOf(route: Route): object {
  const { $schema: _, ...schema } = toJSONSchema(route.body({}), { io: "input", unrepresentable: "any" });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), ...fields[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

const callStatuses = [400, 401, 403, 413, 415, 422, 429, 500, 502, 503, 504];
const problems = (statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));

function operationOf(route: Route): object {
  const known = operations[route.operation];
  if (!known) throw new Error(`the document does not know ${route.operation}`);
  const { summary, success, example } = known;
  const [status, answer] = success;
  const done = (description: string) => ({
    description,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${answer}` } } },
  });
  return {
    ...{ operationId: route.operation, summary, description: `Needs the scope \`${route.scope}\`.` },
    security: [{ bearer: [] }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: bodySchemaOf(route), examples: { example: { value: example } } } },
    },
    responses: {
      // A journey that is remembered is answered again.
      ...(answer === "Journey" && { 200: done("The journey that had been made before for this reference.") }),
      [status]: done("Done."),
      ...problems(callStatuses),
    },
  };
}

const health = (summary: string) => ({
  get: {
    summary,
    responses: {
      200: {
        description: "Yes.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Health" } } },
      },
      ...problems([503]),
    },
  },
});

const said = (word: string) => ({ content: { "text/plain": { schema: { type: "string", const: word } } } });

const receive = {
  operationId: "receiveReceipt",
  summary: "Take a receipt of NXCLOUD's",
  description:
    "Exists only where receipts are taken. It is accepted when the answer is 200; otherwise NXCLOUD sends it again.",
  parameters: [{ name: "key", in: "path", required: true, description: "A secret.", schema: { type: "string" } }],
  requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
  responses: {
    200: { description: "Accepted.", ...said("success") },
    500: { description: "Not accepted.", ...said("error") },
    ...problems([404]),
  },
};

/** The proxy protocol as OpenAPI 3.1, from the very route table that answers. */
export const buildDocument = () => ({
  openapi: "3.1.1",
  info: {
    title: "nxzalo proxy",
    version: "1.0.0",
    description: "NXCLOUD's Zalo journeys by keys of your own. Unofficial: not affiliated with NXCLOUD or Zalo.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/" }],
  paths: {
    ...Object.fromEntries(routes.map((route) => [route.path, { post: operationOf(route) }])),
    [receiptsPath.replace(":key", "{key}")]: { post: receive },
    "/healthz": health("Does the process live?"),
    "/readyz": health("Does it take calls?"),
    "/openapi.json": {
      get: {
        summary: "This document",
        responses: {
          200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", description: "A key, or a JWT where it is configured." },
    },
    schemas: answers,
    examples: problemExamples,
    responses: problemResponses,
  },
});
