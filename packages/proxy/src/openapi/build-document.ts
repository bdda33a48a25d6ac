import { journeyIdPattern } from "@nxzalo/core/schemas";
import * as z from "zod/mini";
import { receiptsPath } from "../receipts/receipt-key.ts";
import { routes } from "../routes/index.ts";
import type { Route } from "../routes/route.ts";
import { fieldNotes, type OperationNotes, operationNotes } from "./operations.ts";
import { problemExamples, problemResponses } from "./problem-examples.ts";
import { responseComponents } from "./responses.ts";

/** A route's body as JSON Schema, with the field notes filled in. */
function toBodySchema({ schema: build }: NonNullable<Route["body"]>, own: OperationNotes): object {
  const { $schema: _, ...schema } = z.toJSONSchema(build({}), { io: "input", unrepresentable: "any" });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), ...fieldNotes[name], ...own.fields?.[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties), ...own.rules };
}

const toExamples = (examples: Readonly<Record<string, object>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));

/** What a route can fail with. What is stored is looked up without asking NXCLOUD. */
const listFailures = ({ body, isIdempotent, needsJourneys }: Route): number[] => [
  401,
  403,
  429,
  500,
  503,
  ...(body ? [400, 413, 415, 422] : []),
  ...(needsJourneys ? [404] : [502, 504]),
  ...(isIdempotent ? [409] : []),
];
const problems = (statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  description:
    "Names this call among yours, for a month and as long as its journey lives: made again with the same body, it is answered as it was before, 409 while it is on its way. Only where journeys are stored.",
};

const location = {
  Location: { description: "Where the journey can be read, where it is stored.", schema: { type: "string" } },
};

const describeParameters = ({ path, isIdempotent }: Route) => [
  ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", pattern: journeyIdPattern.source.replace("\\d", "[0-9]") },
  })),
  ...(isIdempotent ? [idempotencyKey] : []),
];

function describeOperation(route: Route): object {
  const known = operationNotes[route.operation];
  if (!known) throw new Error(`the document does not know ${route.operation}`);
  const { summary, description, success, examples = {} } = known;
  const [status, body] = success;
  const content = body && { "application/json": { schema: { $ref: `#/components/schemas/${body}` } } };
  const notes = [
    description,
    route.needsJourneys && "Only where journeys are stored.",
    `Needs the scope \`${route.scope}\`.`,
  ];
  const parameters = describeParameters(route);
  return {
    operationId: route.operation,
    summary,
    description: notes.filter(Boolean).join(" "),
    security: [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: toBodySchema(route.body, known), examples: toExamples(examples) },
        },
      },
    }),
    responses: {
      // A journey that is stored is answered again.
      ...(body === "Journey" && {
        200: { description: "The journey that had been created before for this reference.", content },
      }),
      [status]: { description: "Done.", ...(status === 201 && { headers: location }), content },
      ...problems(listFailures(route)),
    },
  };
}

/** Methods of one path stand together. */
function describePaths(): Readonly<Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    const operation = describeOperation(route);
    const methods = route.methods.map((method) => [method.toLowerCase(), operation] as const);
    paths[path] = { ...paths[path], ...Object.fromEntries(methods) };
  }
  return paths;
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

const respondsWith = (word: string) => ({ content: { "text/plain": { schema: { type: "string", const: word } } } });

const receive = {
  operationId: "receiveReceipt",
  summary: "Take a receipt of NXCLOUD's",
  description:
    "Exists only where receipts are taken. It is accepted when the answer is 200; otherwise NXCLOUD sends it again.",
  parameters: [{ name: "key", in: "path", required: true, description: "A secret.", schema: { type: "string" } }],
  requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
  responses: {
    200: { description: "Accepted.", ...respondsWith("success") },
    500: { description: "Not accepted.", ...respondsWith("error") },
    ...problems([404]),
  },
};

/** The proxy protocol as OpenAPI 3.1, from the route table that serves it. */
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
    ...describePaths(),
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
    schemas: responseComponents,
    examples: problemExamples,
    responses: problemResponses,
  },
});
