import * as z from "zod/mini";
import { type ResponseBody, type ResponseName, responseSchemas } from "../routes/responses.ts";

/** What a reader has to know of a body, and of its fields. */
type Notes = {
  readonly [Name in ResponseName]?: {
    readonly about?: string;
    readonly fields?: { readonly [Field in keyof ResponseBody<Name>]?: string };
  };
};

const journeyFields = {
  expiresAt: "An estimate: the time of its creation plus the type's days.",
  acknowledgedAt: "Since when it is charged.",
  endedAt: "When NXCLOUD or Zalo said that its token is over.",
} as const;
const messageId = "Made before the message is sent.";
const codeFields = {
  upstreamCode: "NXCLOUD's, where it refused the last attempt.",
  zaloError: "Zalo's, where a receipt said that the last attempt failed.",
} as const;
const messageFields = {
  messageId,
  phone: "Masked; null where an older version did not store it.",
  app: "Null where no configured application is it.",
  requestId: "NXCLOUD's id of the last attempt; null where it gave none.",
  ...codeFields,
} as const;
const nextCursor = "Asks for the next page; null on the last one.";

const notes: Notes = {
  Journey: {
    fields: {
      token: "A capability. Left out for callers without the scope `tokens`.",
      phone: "As it was sent: digits only.",
      expiresAt: "An estimate: now plus the type's days.",
      reused: "Whether it had been created before. Only where journeys are stored.",
    },
  },
  JourneyTokenState: { fields: { appId: "Of the Zalo application.", oaId: "Of the Zalo official account." } },
  SentMessage: {
    fields: {
      requestId: "NXCLOUD's id of the message; null where it gave none.",
      messageId: "Ours. Only where journeys are stored.",
      journeyId: "The stored journey that it belongs to.",
      passedOver: "What receipts had said of the recipient, and a resend passed over.",
    },
  },
  Money: { fields: { amount: "Decimal text." } },
  JourneyView: { fields: { ...journeyFields, phone: "Masked: `84*****5678`." } },
  JourneyDetails: {
    fields: {
      ...journeyFields,
      phone: "Whole for callers with the scope `people`; otherwise masked, as `84*****5678`, wherever it stands.",
      cost: "What its acknowledgement says: it is charged once.",
      messages: "The newest, oldest first.",
      receipts: "The acknowledgements and the newest of the others, oldest first.",
    },
  },
  MessageView: {
    fields: {
      messageId,
      state: "`unknown`: it may have been sent. `accepted`: NXCLOUD has it. `sent`: Zalo has it.",
      failure: "Zalo's reason.",
    },
  },
  StoredMessage: { fields: messageFields },
  MessageAttempt: { fields: { attempt: "From 1 on.", ...codeFields } },
  MessageDetails: {
    fields: {
      ...messageFields,
      phone: "Masked, but for callers with the scope `people`.",
      attempts: "Oldest first; the last one is the message's own.",
      receipts: "The newest, oldest first.",
      cost: "As the acknowledgement of its journey says, or by itself where it went on none.",
      templateData: "For callers with the scope `people`, until it is erased.",
    },
  },
  MessagePage: { fields: { nextCursor } },
  BulkResult: {
    fields: {
      matched: "How many messages the conditions fit: 1,000 at most, the newest.",
      hasMore: "Whether they fit more.",
      resendable: "How many of those had been refused, had failed or expired.",
      resent: "How many were sent again: none by a dry run.",
      failed: "How many were not, by the codes of their problems.",
      left: "How many there was no time for: the same call goes on with them.",
      cancellable: "How many of those waited.",
      cancelled: "How many were cancelled: none by a dry run.",
    },
  },
  MessageStats: { fields: { messages: "All of them." } },
  MessageCheck: {
    fields: {
      known:
        "Where the message of its key stands: it is sent again only where that is `refused`. Null: the key has sent none.",
      issues: "What is wrong with it. `content_changed`: its key has sent a message with other content.",
      suppressed: "Whether its recipient is not to be written to.",
      sendAt: "When it would go, where that is not at once.",
      estimate: "What it costs by itself, as the registry of templates says.",
    },
  },
  MessageChecks: { fields: { results: "In the order of the messages." } },
  UnmatchedReceipt: {
    fields: {
      reason: "`unmatched`, or why it cannot be read, such as `it is not JSON`.",
      receipt: "As it came, with masked phones, where it can be read.",
      text: "The first 16,384 characters of what cannot, with masked phones.",
    },
  },
  ReceiptView: { fields: { messageId, receipt: "As it came." } },
  JourneyPage: { fields: { nextCursor } },
  ReceiptPage: { fields: { nextCursor } },
  StoredEvent: {
    fields: {
      eventId: "The `webhook-id` of its deliveries.",
      type: "Such as `message.undeliverable`.",
      tries: "How often its delivery has been tried since it was stored or replayed.",
      dueAt: "When it is tried next.",
      endedAt: "When it was delivered or given up.",
      reason:
        "What went wrong last: `status_503`, `timed_out`, `unreachable`, `failed`, `never_tried`, `deleted`; `unmatched` or `unreadable` for a receipt.",
      detail: "Why it cannot be read, such as `it is not JSON`.",
      receipt: "The receipt that matches nothing, as it came, with masked phones.",
      text: "The first 16,384 characters of what cannot be read, with masked phones.",
    },
  },
  EventPage: { fields: { nextCursor } },
  Account: {
    fields: {
      quota:
        "Messages that are left of today's, by the newest receipt of the day in Vietnam; null where none has told it.",
      quality: "`HIGH`, `MEDIUM`, `LOW`, `UNDEFINED`, or a word that came later: now, and over the last seven days.",
    },
  },
  Me: {
    fields: {
      apps: "The names of the applications that they may use.",
      limited: "That they are limited to these applications. Absent where they may use every one.",
      session: "Of the console, where they are signed in by one; absent where a key or a token speaks for them.",
      staging: "That the proxy is a staging one: it writes to listed phones alone. Absent in production.",
    },
  },
  Invitation: {
    fields: { url: "Good once, until `expiresAt`. Its fragment holds the secret.", role: "What they may do." },
  },
  EndedSessions: { fields: { ended: "How many sessions were ended; 0 where nobody of that name was signed in." } },
  Task: {
    about: "A message that somebody has to look after.",
    fields: {
      state: "`open`: nobody has it. `done`: it was looked after; a later attempt that fails opens it again.",
      takenBy: "Who has it, or has done it.",
      calledAt: "When the recipient was called.",
      note: "With masked phones.",
    },
  },
  TaskPage: { fields: { nextCursor } },
  TakenTask: { fields: { isTaken: "Whether the caller has it now; otherwise the task says who does." } },
  Suppression: {
    fields: {
      suppressionId: "A keyed hash of what it is about.",
      phone: "Masked, but for callers with the scope `people` who name it; null where the person was forgotten.",
      app: "Null for all applications, or where no configured one is it.",
      scope: "`all`, a tag as in `tag:3`, or a template as in `template:133214`.",
      source: "`receipt`: Zalo refused a message. `hand`: a caller. `restriction`: the person has asked for it.",
      createdAt: "Since when.",
      expiresAt: "Until when; left out where it lasts until it is removed.",
      zaloError: "Zalo's code, where a receipt made it.",
      reason: "In the caller's words.",
      caller: "Who made it.",
    },
  },
  SuppressionPage: { fields: { nextCursor } },
  PersonRequest: {
    about: "What a person has asked for, and what was done: the receipt for the file.",
    fields: {
      phone: "Masked, but for callers with the scope `people` who name it; null where the person was forgotten.",
      apps: "The configured names of the applications that it is about; null for all.",
      caller: "Who did it.",
      doneAt: "Left out while it is open: it was broken off, and is done by asking again.",
      openForMs: "How long it has been open, in milliseconds; left out once it is done.",
      counts: "How much it was.",
    },
  },
  PersonRequestPage: { fields: { nextCursor } },
  PersonExport: {
    about: "Everything that is stored of a person, oldest first.",
    fields: {
      receipts: "What NXCLOUD told of their journeys and messages, as it came.",
      suppressions: "Also those that are over, until they are swept.",
      requests: "What they have asked for before.",
    },
  },
  ExportedMessage: {
    fields: { ext: "The caller's own.", templateData: "Left out where it is erased.", attempts: "Oldest first." },
  },
  AuditEntry: {
    fields: {
      caller: "Who did it.",
      app: "The configured name of the application that it is about.",
      subject:
        "The id of a message or of a journey, a month, or for a person a keyed hash of their phone, which cannot be turned back; of an `invite`, a `sign_in` and a `sign_out` the name of the person.",
      role: "Of an `invite` and a `sign_in`: what the person may do.",
      counts: "How much it was: of a `bulk` the `messages`, and of these `cancelled`, or `resent` and `failed`.",
      where:
        "By what the messages of a `bulk` were found. Phones and references are named in `hidden`, without their values.",
    },
  },
  AuditPage: { fields: { nextCursor } },
  Template: {
    about: "A template that Zalo approved, as the operator of the proxy wrote it down.",
    fields: {
      tag: "Zalo's: 1 transaction, 2 customer care, 3 promotion.",
      variables: "By name. Absent where they are not checked. `maxLength` counts characters as a reader does.",
      price: "What one message costs.",
    },
  },
  TemplateList: { fields: { templates: "Empty where the proxy has no registry." } },
  CostTotal: { fields: { amount: "Decimal text.", messages: "Those on journeys cost nothing more." } },
  CostRow: { fields: { amount: "Decimal text.", key: "What `groupBy` names; null where there is none." } },
  Costs: {
    fields: {
      total: "One for each currency.",
      uncharged:
        "What NXCLOUD accepted and no receipt has charged, and what that would cost by the latest prices; null where one has none.",
    },
  },
  Charge: { fields: { chargedAt: "When NXCLOUD charged it.", amount: "Decimal text." } },
  StatementRow: { fields: { id: "A journey's or a message's, as NXCLOUD names it.", amount: "Decimal text." } },
  Reconciliation: {
    fields: {
      same: "The ids of the rows that agree.",
      onlyOurs: "Charges that the statement has not.",
      onlyTheirs: "Rows without a charge within these days, and each further row of one charge.",
      otherPrice: "Where the amount or the currency differs.",
    },
  },
  ClosedMonth: { fields: { month: "Of Vietnam's calendar.", closedAt: "When it was closed first." } },
  Forgotten: { fields: { journeys: "How many journeys were deleted." } },
  Problem: {
    about: "RFC 9457.",
    fields: {
      type: "`urn:nxzalo:problem:<code>`",
      instance: "`urn:uuid:<x-request-id>`",
      retryable: "Whether the same call may be repeated without doing its work twice.",
      outcome: "Whether NXCLOUD may have acted on it.",
      hint: "What to do about it.",
      upstreamCode: "NXCLOUD's own code.",
      traceId: "What NXCLOUD's support asks for.",
    },
  },
};

type JsonSchema = Record<string, unknown>;

/** What zod cannot tell of JSON, and what it tells that a reader does not need. */
function adapt(schema: z.core.$ZodType, json: JsonSchema): void {
  const { type } = schema._zod.def;
  // A `Date` is written as text; a type of token may become more than the ones that are known.
  if (type === "date") json["format"] = "date-time";
  if (type === "date" || type === "custom") json["type"] = "string";
  if (type !== "record") delete json["additionalProperties"];
  for (const keyword of ["propertyNames", "minimum", "maximum"]) delete json[keyword];
}

function convertSchemas(): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(responseSchemas)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "output",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ zodSchema, jsonSchema }) => adapt(zodSchema, jsonSchema as JsonSchema),
  });
  return schemas as Record<string, JsonSchema>;
}

function describe(name: string, { $schema: _, $id: __, ...schema }: JsonSchema): JsonSchema {
  const { about, fields = {} } = notes[name as ResponseName] ?? {};
  const descriptions = fields as Readonly<Record<string, string>>;
  const properties = Object.entries(schema["properties"] as Record<string, JsonSchema>).map(([field, property]) => [
    field,
    field in descriptions ? { ...property, description: descriptions[field] } : property,
  ]);
  return { ...schema, ...(about && { description: about }), properties: Object.fromEntries(properties) };
}

/** What the proxy responds, as JSON Schema 2020-12. Tests hold real responses against it. */
export const responseComponents = Object.fromEntries(
  Object.entries(convertSchemas()).map(([name, schema]) => [name, describe(name, schema)]),
);
