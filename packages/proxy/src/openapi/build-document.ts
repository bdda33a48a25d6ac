import { journeyIdPattern, messageIdPattern } from "@nxzalo/core/schemas";
import { receiptsPath } from "../receipts/receipt-key.ts";
import { routes } from "../routes/index.ts";
import type { Route } from "../routes/route.ts";
import { consoleSessionPath } from "../routes/sessions.ts";
import { operationNotes, tags } from "./operations.ts";
import { problemExamples, problemResponses } from "./problem-examples.ts";
import { describeBody, requestComponents } from "./request-bodies.ts";
import { responseComponents } from "./responses.ts";
import { type SuccessName, successExamples } from "./success-examples.ts";

/** What is stored, or configured, is read without asking NXCLOUD. */
const asksNxcloud = ({ path, body, needsJourneys }: Route): boolean =>
  needsJourneys ? path.endsWith("/resend") : body !== undefined;

/** What a route can fail with. */
const listFailures = (route: Route): number[] => [
  401,
  403,
  405,
  429,
  500,
  503,
  ...(route.body ? [400, 413, 415, 422] : []),
  // Of a reference alone, a message finds its journey.
  ...(route.needsJourneys || route.operation === "sendTemplate" ? [404] : []),
  ...(asksNxcloud(route) ? [502, 504] : []),
  ...(route.isIdempotent || /\/(resend|cancel)$/.test(route.path) ? [409] : []),
];
const problems = (statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));

/** A success as JSON, with an example of it. */
const jsonContent = (name: SuccessName, example: object = successExamples[name]) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` }, example },
});

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  description:
    "Names this call among yours, for 90 days, unless the operator has set another time, and as long as its journey lives: made again with the same body, it is answered as it was before, 409 while it is on its way. Only where journeys are stored.",
};

const prefer = {
  name: "Prefer",
  in: "header",
  schema: { type: "string", const: "respond-async" },
  description: "`respond-async`: the message is stored, and sent after the answer. Only where journeys are stored.",
};

const preferMasked = {
  name: "Prefer",
  in: "header",
  schema: { type: "string", const: "masked" },
  description: "`masked`: phones are masked for callers with the scope `people`, too, and no look is recorded.",
};

const location = {
  Location: { description: "Where the journey can be read, where it is stored.", schema: { type: "string" } },
};

const describeParameters = ({ path, operation, isIdempotent }: Route) => [
  ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: {
      type: "string",
      pattern: (name === "messageId" ? messageIdPattern : journeyIdPattern).source.replace("\\d", "[0-9]"),
    },
  })),
  ...(isIdempotent ? [idempotencyKey] : []),
  ...(operation === "sendTemplate" ? [prefer] : []),
  ...(operation === "findMessage" || operation === "findJourney" ? [preferMasked] : []),
];

function describeOperation(route: Route): object {
  const known = operationNotes[route.operation];
  if (!known) throw new Error(`the document does not know ${route.operation}`);
  const { tag, summary, description, success, csv } = known;
  const [status, body] = success;
  const table = csv !== undefined && { "text/csv": { schema: { type: "string" }, example: csv } };
  const content = body && { ...jsonContent(body), ...table };
  const notes = [
    description,
    route.needsJourneys && "Only where journeys are stored.",
    route.scope ? `Needs the scope \`${route.scope}\`.` : "Any caller may ask.",
  ];
  const parameters = describeParameters(route);
  return {
    operationId: route.operation,
    tags: [tag],
    summary,
    description: notes.filter(Boolean).join(" "),
    security: [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: describeBody(route.body, known) }),
    responses: {
      // A journey that is stored is answered again.
      ...(body === "Journey" && {
        200: {
          description: "The journey that had been created before for this reference.",
          content: jsonContent("Journey", { ...successExamples.Journey, reused: true }),
        },
      }),
      [status]: { description: "Done.", ...(body === "Journey" && { headers: location }), content },
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

/** What any caller may ask, by GET. */
const openOperation = (operationId: string, summary: string, description: string) => ({
  operationId,
  tags: ["service"],
  summary,
  description,
  security: [],
});

const liveness = {
  ...openOperation("checkLiveness", "Does the process live?", "Nothing but the process itself is looked at."),
  responses: { 200: { description: "Yes.", content: jsonContent("Health") }, ...problems([405]) },
};

const readiness = {
  ...openOperation(
    "checkReadiness",
    "Does it take calls?",
    "Also looks whether the journey store can be used, where there is one.",
  ),
  responses: {
    200: { description: "Yes.", content: jsonContent("Health", { status: "ready" }) },
    ...problems([405, 503]),
  },
};

const readDocument = {
  ...openOperation("readDocument", "This document", "Its `servers` say where the proxy is mounted."),
  responses: {
    200: {
      description: "OpenAPI 3.1.",
      content: {
        "application/json": { schema: { type: "object", additionalProperties: true }, example: { openapi: "3.1.1" } },
      },
    },
    ...problems([405]),
  },
};

const respondsWith = (word: string) => ({
  content: { "text/plain": { schema: { type: "string", const: word }, example: word } },
});

const receive = {
  operationId: "receiveReceipt",
  tags: ["receipts"],
  summary: "Take a receipt of NXCLOUD's",
  description:
    "Exists only where receipts are taken. It is accepted when the answer is 200; otherwise NXCLOUD sends it again.",
  security: [],
  parameters: [{ name: "key", in: "path", required: true, description: "A secret.", schema: { type: "string" } }],
  requestBody: {
    required: true,
    content: { "application/json": { schema: { type: "object", additionalProperties: true } } },
  },
  responses: {
    200: { description: "Accepted.", ...respondsWith("success") },
    500: { description: "Not accepted.", ...respondsWith("error") },
    ...problems([404, 405, 429]),
  },
};

const sessionOf = (operationId: string, summary: string, description: string) => ({
  operationId,
  tags: ["console"],
  summary,
  description: `${description} Only from a page of the same origin. Only where journeys are stored.`,
  security: [],
});

const beginSession = {
  ...sessionOf(
    "beginSession",
    "Sign in to the console",
    "By the secret of a link, once: the answer sets a cookie (`HttpOnly`, `SameSite=Strict`) for 12 hours.",
  ),
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { type: "object", properties: { token: { type: "string" } }, required: ["token"] },
        examples: { link: { value: { token: "the fragment's" } } },
      },
    },
  },
  responses: { 204: { description: "Done." }, ...problems([400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503]) },
};

const endSession = {
  ...sessionOf("endSession", "Sign out of the console", "Ends the session and deletes the cookie."),
  responses: { 204: { description: "Done." }, ...problems([403, 404, 405, 500, 503]) },
};

/** The proxy protocol as OpenAPI 3.1, from the route table that serves it. */
export const buildDocument = () => ({
  openapi: "3.1.1",
  info: {
    title: "nxzalo proxy",
    version: "1.0.0",
    description: "NXCLOUD's Zalo journeys by keys of your own. Unofficial: not affiliated with NXCLOUD or Zalo.",
    license: { name: "MIT", identifier: "MIT" },
    contact: { name: "Who runs this proxy" },
  },
  servers: [{ url: "/" }],
  tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  paths: {
    ...describePaths(),
    [receiptsPath.replace(":key", "{key}")]: { post: receive },
    [consoleSessionPath]: { post: beginSession, delete: endSession },
    "/healthz": { get: liveness },
    "/readyz": { get: readiness },
    "/openapi.json": { get: readDocument },
  },
  components: {
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", description: "A key, or a JWT where it is configured." },
    },
    schemas: { ...requestComponents, ...responseComponents },
    examples: problemExamples,
    responses: problemResponses,
  },
});
