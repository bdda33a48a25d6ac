import * as z from "zod/mini";
import { receiptsPath } from "../receipts/receive.ts";
import { routes } from "../routes/index.ts";
import type { Route } from "../routes/route.ts";
import { fields, type OperationNotes, operations } from "./operations.ts";
import { problemExamples, problemResponses } from "./problems.ts";
import { answers } from "./responses.ts";

/** A route's body as JSON Schema, with the field notes filled in. */
function bodySchemaOf({ schema: build }: NonNullable<Route["body"]>, own: OperationNotes): object {
  const { $schema: _, ...schema } = z.toJSONSchema(build({}), { io: "input", unrepresentable: "any" });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), ...fields[name], ...own.fields?.[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties), ...own.rules };
}

const valuesOf = (examples: Readonly<Record<string, object>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));

/** What a route can fail with. What is remembered is looked up without asking NXCLOUD. */
const failuresOf = ({ body, isIdempotent, needsJourneys }: Route): number[] => [
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
    "Names this call, for a day, among yours: made again with the same body, it is answered as it was before, 409 while it is on its way. Only where journeys are remembered.",
};

const location = {
  Location: { description: "Where the journey can be read, where it is remembered.", schema: { type: "string" } },
};

const parametersOf = ({ path, isIdempotent }: Route) => [
  ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", pattern: "^[0-9]{1,40}$" },
  })),
  ...(isIdempotent ? [idempotencyKey] : []),
];

function operationOf(route: Route): object {
  const known = operations[route.operation];
  if (!known) throw new Error(`the document does not know ${route.operation}`);
  const { summary, description, success, examples = {} } = known;
  const [status, answer] = success;
  const content = answer && { "application/json": { schema: { $ref: `#/components/schemas/${answer}` } } };
  const notes = [
    description,
    route.needsJourneys && "Only where journeys are remembered.",
    `Needs the scope \`${route.scope}\`.`,
  ];
  const parameters = parametersOf(route);
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
          "application/json": { schema: bodySchemaOf(route.body, known), examples: valuesOf(examples) },
        },
      },
    }),
    responses: {
      // A journey that is remembered is answered again.
      ...(answer === "Journey" && {
        200: { description: "The journey that had been made before for this reference.", content },
      }),
      [status]: { description: "Done.", ...(status === 201 && { headers: location }), content },
      ...problems(failuresOf(route)),
    },
  };
}

/** Methods of one path stand together. */
function pathsOf(): Readonly<Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
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
    ...pathsOf(),
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
