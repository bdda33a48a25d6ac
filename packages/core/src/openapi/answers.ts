/** What the proxy answers, as JSON Schema 2020-12. Tests hold real answers against it. */
export const answers = {
  Journey: {
    type: "object",
    required: ["journeyId", "phone", "tokenType", "expiresAt"],
    properties: {
      journeyId: { type: "string", pattern: "^[0-9]+$" },
      token: { type: "string", description: "A capability. Left out for callers without the scope `tokens`." },
      phone: { type: "string", pattern: "^[0-9]{8,15}$", description: "As it was sent: digits only." },
      tokenType: { type: "string" },
      expiresAt: { type: "string", format: "date-time", description: "An estimate: now plus the type's days." },
      reused: { type: "boolean", description: "Whether it had been made before. Only where journeys are remembered." },
    },
  },
  JourneyTokenState: {
    type: "object",
    required: ["tokenType", "createdAt", "expiresAt", "appId", "oaId"],
    properties: {
      tokenType: { type: "string" },
      createdAt: { type: "string", format: "date-time" },
      expiresAt: { type: "string", format: "date-time" },
      appId: { type: "string", description: "Of the Zalo application." },
      oaId: { type: "string", description: "Of the Zalo official account." },
    },
  },
  SentMessage: {
    type: "object",
    required: ["requestId"],
    properties: {
      requestId: { type: ["string", "null"], description: "NXCLOUD's id of the message; null where it gave none." },
    },
  },
  Health: { type: "object", required: ["status"], properties: { status: { enum: ["ok", "ready"] } } },
  Problem: {
    type: "object",
    description: "RFC 9457.",
    required: ["type", "title", "status", "detail", "instance", "kind", "code", "retryable", "outcome"],
    properties: {
      type: { type: "string", description: "`urn:nxzalo:problem:<code>`" },
      title: { type: "string" },
      status: { type: "integer" },
      detail: { type: "string" },
      instance: { type: "string", description: "`urn:uuid:<x-request-id>`" },
      kind: { enum: ["input", "transport", "upstream", "response", "proxy"] },
      code: { type: "string" },
      retryable: {
        type: "boolean",
        description: "Whether the same call may be repeated without doing its work twice.",
      },
      outcome: { enum: ["not_sent", "rejected", "unknown"], description: "Whether NXCLOUD may have acted on it." },
      hint: { type: "string", description: "What to do about it." },
      upstreamCode: { type: "integer", description: "NXCLOUD's own code." },
      traceId: { type: "string", description: "What NXCLOUD's support asks for." },
      issues: {
        type: "array",
        items: {
          type: "object",
          required: ["path", "message"],
          properties: { path: { type: "array" }, message: { type: "string" } },
        },
      },
    },
  },
} as const;
