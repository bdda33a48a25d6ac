const time = { type: "string", format: "date-time" } as const;
const journeyId = { type: "string", pattern: "^[0-9]+$" } as const;
const messageId = { type: "string", description: "Made before the message is sent." } as const;
const nextCursor = { type: ["string", "null"], description: "Asks for the next page; null on the last one." } as const;
const money = { $ref: "#/components/schemas/Money" } as const;

/** A journey as it is remembered. */
const remembered = {
  journeyId,
  phone: { type: "string", pattern: "^[0-9]{8,15}$" },
  tokenType: { type: "string" },
  reference: { type: "string" },
  createdAt: time,
  expiresAt: { ...time, description: "An estimate: the time of its making plus the type's days." },
  state: { enum: ["open", "acknowledged", "over"] },
  acknowledgedAt: { ...time, description: "Since when it is charged." },
  endedAt: { ...time, description: "When NXCLOUD or Zalo said that its token is over." },
} as const;
const requiredOfJourney = ["journeyId", "phone", "tokenType", "createdAt", "expiresAt", "state"] as const;

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
      messageId: { ...messageId, description: "Ours. Only where journeys are remembered." },
      journeyId: { ...journeyId, description: "The remembered journey that it rides on." },
    },
  },
  Money: {
    type: "object",
    required: ["amount", "currency"],
    properties: { amount: { type: "string", description: "Decimal text." }, currency: { type: "string" } },
  },
  JourneyView: { type: "object", required: requiredOfJourney, properties: remembered },
  JourneyDetails: {
    type: "object",
    required: [...requiredOfJourney, "messages", "receipts"],
    properties: {
      ...remembered,
      cost: { ...money, description: "What its acknowledgement says: it is charged once." },
      messages: {
        type: "array",
        items: { $ref: "#/components/schemas/MessageView" },
        maxItems: 200,
        description: "The newest, oldest first.",
      },
      receipts: {
        type: "array",
        items: { $ref: "#/components/schemas/ReceiptView" },
        maxItems: 1000,
        description: "The acknowledgements and the newest of the others, oldest first.",
      },
    },
  },
  MessageView: {
    type: "object",
    required: ["messageId", "requestId", "templateId", "createdAt", "state"],
    properties: {
      messageId,
      requestId: { type: ["string", "null"] },
      templateId: { type: "string" },
      ext: { type: "string" },
      createdAt: time,
      state: {
        enum: ["unknown", "accepted", "sent", "delivered", "failed"],
        description: "`unknown`: it may have been sent. `accepted`: NXCLOUD has it. `sent`: Zalo has it.",
      },
      sentAt: time,
      deliveredAt: time,
      failure: {
        type: "object",
        description: "Zalo's reason.",
        required: ["code", "meaning", "hint"],
        properties: { code: { type: "integer" }, meaning: { type: "string" }, hint: { type: "string" } },
      },
    },
  },
  ReceiptView: {
    type: "object",
    required: ["receivedAt", "receipt"],
    properties: { receivedAt: time, messageId, receipt: { type: "object", description: "As it came." } },
  },
  JourneyPage: {
    type: "object",
    required: ["journeys", "nextCursor"],
    properties: { journeys: { type: "array", items: { $ref: "#/components/schemas/JourneyView" } }, nextCursor },
  },
  ReceiptPage: {
    type: "object",
    required: ["receipts", "nextCursor"],
    properties: { receipts: { type: "array", items: { $ref: "#/components/schemas/ReceiptView" } }, nextCursor },
  },
  Forgotten: {
    type: "object",
    required: ["journeys"],
    properties: { journeys: { type: "integer", description: "How many journeys were deleted." } },
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
