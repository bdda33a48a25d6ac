import type { SuccessName } from "./success-examples.ts";

/** An application where, without one, all of the caller's are meant. */
const ofCaller = { description: "The configured name of an application. Default: all of the caller's." };

/** What a reader has to know of a field, whichever body it stands in. */
export const fieldNotes: Readonly<Record<string, object>> = {
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
  journeyId: { description: "The id of a stored journey.", examples: ["1257624175686111232"] },
  phoneEnding: { description: "The last 4 digits of the phone.", pattern: "^[0-9]{4}$", examples: ["5678"] },
  referenceEnding: {
    description: "The last 6 characters of the reference: case and tones do not matter, and đ is d.",
    examples: ["don 42"],
  },
  referenceFolded: {
    description: "The reference, of which case and tones do not matter, and đ is d.",
    examples: ["don 42"],
  },
  code: { type: "integer", description: "NXCLOUD's code or Zalo's, of the last attempt.", examples: [-118] },
  labels: {
    type: "object",
    description: "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
    additionalProperties: { type: "string" },
    examples: [{ hub: "han" }],
  },
  day: { type: "string", format: "date", description: "A day; not beside `createdFrom` and `createdBefore`." },
  sendAt: {
    type: "string",
    format: "date-time",
    description:
      "When it is to go out, at most 90 days ahead; in the past, it goes at once. Default: at once. Messages whose template has tag 2 or 3 wait until their quiet hours end.",
  },
  notAfter: {
    type: "string",
    format: "date-time",
    description:
      "By when it has to have gone out; later it is `expired`, and never sent. Default: 15 minutes after the time that was asked for where the template has tag 1, otherwise 24 hours.",
  },
  topic: {
    description: "With a `reference`: a newer message of the same topic takes the place of one that still waits.",
    examples: ["arrival"],
  },
  lane: { description: "`batch`: at the account's pace, others go first." },
  timeZone: { description: "The name of the time zone that has the day. Default: `Asia/Ho_Chi_Minh`." },
  from: { type: "string", format: "date", description: "The first day." },
  to: { type: "string", format: "date", description: "The last day, included." },
  by: { default: "state", description: "What to count by." },
  requestId: { description: "NXCLOUD's id of a message." },
  state: { description: "`open`: nothing is charged yet. `acknowledged`: charged. `over`: its token is over." },
  createdFrom: { type: "string", format: "date-time", description: "Created at this time or later." },
  createdBefore: { type: "string", format: "date-time", description: "Created before this time." },
  recordedFrom: { type: "string", format: "date-time", description: "Recorded at this time or later." },
  recordedBefore: { type: "string", format: "date-time", description: "Recorded before this time." },
  action: { description: "What was done." },
  subject: { description: "The id of a message or of a journey, a month, or the name of who was signed out." },
  caller: { description: "Who did it." },
  limit: { type: "integer", minimum: 1, maximum: 100, default: 50 },
  cursor: { description: "The `nextCursor` of the page before." },
};

/** What the operations are grouped by. */
export const tags = {
  journeys: "Journey tokens: created, checked, looked up and deleted.",
  messages: "Messages made from approved templates.",
  receipts: "What NXCLOUD reports of messages and journeys.",
  events: "What is delivered to a target of one's own.",
  people: "Who is not written to.",
  audit: "Who looked at a person's data, deleted it, or acted on it.",
  account: "The Zalo official account behind an application.",
  costs: "What NXCLOUD charged.",
  console: "The page of the people who answer the phone.",
  service: "The proxy itself.",
} as const;

/** One of the ways in which a body may be written. */
export interface BodyVariant {
  readonly description: string;
  /** The fields that it has, of those that not all variants have, and whether each must be there. */
  readonly fields: Readonly<Record<string, "required" | "optional">>;
}

/** What a reader has to know of an operation; one without a body responds with its status alone. */
export interface OperationNotes {
  readonly tag: keyof typeof tags;
  readonly summary: string;
  readonly description?: string;
  readonly success: readonly [status: number, body?: SuccessName];
  /** A table in place of its success, where it can give one. */
  readonly csv?: string;
  /** What is to be known of a field in this body only. */
  readonly fields?: Readonly<Record<string, object>>;
  /** The ways in which the body may be written, by the names of their schemas. Default: one, in place. */
  readonly variants?: Readonly<Record<string, BodyVariant>>;
  /** Bodies by what they show. */
  readonly examples?: Readonly<Record<string, object>>;
}

const message = { templateId: "133214", templateData: { order: "Đơn 42" } };

const periodFields = {
  from: { description: "The first day.", format: "date" },
  to: { description: "The last day, at most 400 after the first.", format: "date" },
  timeZone: {
    description: "Whose days: a name or an offset such as `+08:00`. Default: `Asia/Ho_Chi_Minh`.",
    examples: ["+08:00"],
  },
};

const suppressionScope = {
  type: "string",
  pattern: "^(all|tag:[123]|template:\\S{1,100})$",
  description:
    "Which messages: `all` (the default), those of a tag such as `tag:3`, or of a template as in `template:133214`.",
};

/** The notes of every operation, by its name. */
export const operationNotes: Readonly<Record<string, OperationNotes>> = {
  initJourneyToken: {
    tag: "journeys",
    summary: "Create a journey token",
    description:
      "Where journeys are stored, a `reference` that has a live token is answered 200 with that one, and NXCLOUD is not asked. Without a `reference` every call creates a new token.",
    success: [201, "Journey"],
    examples: { parcel: { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } },
  },
  checkJourneyToken: {
    tag: "journeys",
    summary: "Ask what NXCLOUD knows of a token",
    success: [200, "JourneyTokenState"],
    examples: { token: { journeyToken: "HmXFqeO5jM1Mw96X" } },
  },
  sendTemplate: {
    tag: "messages",
    summary: "Send a message made from an approved template",
    description:
      "To a `phone`, on a `journeyToken` or not. Where journeys are stored, also on a `journeyId`, or to `phone`, `tokenType` and `reference`: that journey is opened, or the live one is taken; or on a `reference` alone, where exactly one live journey has it. Journeys of a phone that was corrected since do not count.",
    success: [202, "SentMessage"],
    variants: {
      MessageToPhone: {
        description: "To a phone, on a journey whose token the caller holds, or on none.",
        fields: { phone: "required", journeyToken: "optional" },
      },
      MessageOnJourney: {
        description: "On a stored journey, which has the phone and the token.",
        fields: { journeyId: "required" },
      },
      MessageByReference: {
        description: "On the journey of an order: it is opened, or the live one is taken.",
        fields: { phone: "required", tokenType: "required", reference: "required" },
      },
      MessageOnReference: {
        description:
          "On the one live journey that has a reference: two are a problem, `reference_ambiguous`. After a correction it is the corrected one.",
        fields: { reference: "required" },
      },
    },
    examples: {
      phone: { phone: "84912345678", ...message },
      journeyToken: { phone: "84912345678", journeyToken: "HmXFqeO5jM1Mw96X", ...message },
      journeyId: { journeyId: "1257624175686111232", ...message },
      reference: { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42", ...message },
      referenceAlone: { reference: "Đơn 42", labels: { hub: "han" }, ...message },
    },
  },
  checkMessages: {
    tag: "messages",
    summary: "Ask what would become of many messages",
    description:
      "Each as `/v1/messages` takes it, with the `Idempotency-Key` that it would be sent under: 1 to 500 of them, in at most 512 KiB. Nothing is stored or sent. What is wrong with a message stands in its `issues`; what quiet hours or the day's quota would hold has `sendAt` and `heldFor`. `ahead` counts others that go before them, which take from the quota first.",
    success: [200, "MessageChecks"],
    examples: {
      rows: {
        messages: [
          {
            idempotencyKey: "42-on-its-way",
            phone: "84912345678",
            tokenType: "token_logistics_7",
            reference: "Đơn 42",
            ...message,
          },
          {
            idempotencyKey: "43-on-its-way",
            phone: "84912345679",
            tokenType: "token_logistics_7",
            reference: "Đơn 43",
            ...message,
          },
        ],
      },
    },
  },
  findJourney: {
    tag: "journeys",
    summary: "Look up a journey, its messages, receipts and cost",
    description:
      "With the scope `people` as well, phones are shown whole, and the audit records who looked; without it they are masked.",
    success: [200, "JourneyDetails"],
  },
  searchJourneys: {
    tag: "journeys",
    summary: "Search journeys, newest first",
    description: "Phones are masked: a whole one is shown where one journey is looked up.",
    success: [200, "JourneyPage"],
    fields: { app: ofCaller },
    examples: { person: { phone: "84912345678", state: "acknowledged", limit: 20 }, everything: {} },
  },
  searchReceipts: {
    tag: "receipts",
    summary: "Search the receipts that match no journey and no message, and what cannot be read, newest first",
    description:
      "What came under a right key and is no receipt (not JSON, nested too deep, ids that no store holds) is stored with the reason, once for each text, 100 in an hour at most.",
    success: [200, "ReceiptPage"],
    examples: { message: { requestId: "zalomid.a941ccf8dd374daf" } },
  },
  resendMessage: {
    tag: "messages",
    summary: "Send a stored message again",
    description:
      "Also where a receipt has said that its recipient is not to be written to: the answer says what was passed over. As its next attempt, by a person's decision: one that was refused, that failed or expired. With another `phone` it moves to that phone's journey of the same reference, and needs `templateData`, but for callers with the scope `people`. One that may have been sent needs `force` and the scope `admin`; callers without it send their own messages alone again. Where `force` would send it, the refusal has an issue of that field for each thing that it passes over, by whose codes `force` may list what was agreed to: what is not listed is refused, such as a journey that has ended meanwhile. Of two calls at once, one does. In its quiet hours, and where what is left of the quota is kept for others, it waits: `state` is `scheduled`.",
    success: [202, "SentMessage"],
    fields: {
      phone: { description: "Another recipient. Default: the message's own." },
      templateData: { description: "Other data. Default: the message's own, which is erased 7 days after its end." },
      force: {
        default: false,
        description:
          "Also where it may have been sent before, or where a journey is opened anew, which is paid: `true` all of these, a list those that it names.",
      },
    },
    examples: {
      again: {},
      agreed: { force: ["journey_opened_anew"] },
      corrected: { phone: "84912345679", templateData: { order: "Đơn 42", total: 120000 } },
    },
  },
  findMessage: {
    tag: "messages",
    summary: "Look up a message, its attempts, receipts, cost and journey",
    description:
      "The phone is masked and the template's data left out, but for callers with the scope `people`: each of their looks is recorded.",
    success: [200, "MessageDetails"],
  },
  searchMessages: {
    tag: "messages",
    summary: "Search messages, newest first",
    description:
      "Phones are masked. Conditions beside each other are looked for in the last 7 days, or in the 7 before `createdBefore`, unless `createdFrom` or `day` says otherwise; one alone, what waits (`scheduled`), and what is beside `phone`, `reference`, `referenceFolded` or `referenceEnding`, in all that is stored. For callers of some applications alone these are a condition.",
    success: [200, "MessagePage"],
    fields: {
      app: ofCaller,
      state: { description: "Where the last attempt stands." },
      reference: { description: "The reference of its journey, whole." },
      templateId: { examples: ["133214"] },
    },
    examples: {
      parcel: { referenceFolded: "don 42" },
      caller: { phoneEnding: "5678", referenceEnding: "don 42" },
      failures: { state: "failed", code: -118, day: "2026-01-05" },
      hub: { labels: { hub: "han" }, createdFrom: "2026-01-01T00:00:00+07:00" },
    },
  },
  cancelMessage: {
    tag: "messages",
    summary: "Cancel a message that waits",
    description:
      "Once it is on its way, or over, it is a problem, `message_not_cancellable`. Callers without the scope `admin` cancel their own messages alone.",
    success: [200, "CancelledMessage"],
    examples: { cancel: {} },
  },
  bulkMessages: {
    tag: "messages",
    summary: "Send many messages again, or cancel many",
    description:
      "`resend`: those that a search by `where` finds and that had been refused, had failed or expired, in 20 seconds; what would meet every other one as well, such as a balance that is too low, ends it. `cancel`: those that wait. At most 1,000, and they are only counted unless `dryRun` is false.",
    success: [200, "BulkResult"],
    fields: {
      where: { description: "Conditions as `/v1/messages/search` has them, one at least." },
      dryRun: { default: true, description: "Whether they are only counted." },
      action: { description: "What is done with them." },
    },
    examples: {
      count: { action: "resend", where: { state: "refused", code: 1102, day: "2026-01-05" } },
      again: { action: "resend", where: { state: "refused", code: 1102, day: "2026-01-05" }, dryRun: false },
    },
  },
  countMessages: {
    tag: "messages",
    summary: "Count messages",
    description:
      "Those that were asked for from one day to another, both included, 31 at most. Messages that have no such key have the key null.",
    success: [200, "MessageStats"],
    fields: {
      app: ofCaller,
      timeZone: { description: "Whose days these are. Default: `Asia/Ho_Chi_Minh`." },
    },
    examples: {
      week: { from: "2026-01-05", to: "2026-01-11" },
      hours: { from: "2026-01-05", to: "2026-01-05", by: "hour" },
    },
  },
  deleteJourney: { tag: "journeys", summary: "Delete a journey with its messages and receipts", success: [204] },
  oaQuality: {
    tag: "account",
    summary: "Ask how Zalo rates the official account",
    description:
      "NXCLOUD is asked at most once a minute for each application. `quota` is what the newest receipt of today tells, by Vietnam's day, where journeys are stored; NXCLOUD is not asked for it.",
    success: [200, "Account"],
    examples: { default: {} },
  },
  readTemplates: {
    tag: "messages",
    summary: "The approved templates and their variables",
    description:
      "Messages are held against them before anything is sent: 422 `template_mismatch` says what does not fit.",
    success: [200, "TemplateList"],
  },
  readMe: {
    tag: "service",
    summary: "Who asks, and what they may do",
    success: [200, "Me"],
  },
  searchTasks: {
    tag: "console",
    summary: "Search the work list, newest message first",
    description:
      "Messages that failed, were refused or expired, and those of which nothing has told for a minute, until they are done. Phones are masked. With `format: csv` it is a table of at most 5,000 rows (`text/csv`) that spreadsheets of the `language` open.",
    success: [200, "TaskPage"],
    csv: "Lúc gửi;Mã đơn;Điện thoại;Mẫu tin;Trạng thái;Mã lỗi;Việc;Người nhận việc;Đã gọi lúc;Ghi chú;Xong lúc;Mã tin nhắn\r\n",
    fields: {
      app: ofCaller,
      state: { description: "Default: `open` and `taken`." },
      reason: { description: "The state of the message." },
      takenBy: { description: "Who has them." },
      format: { description: "Default: `json`." },
      language: { description: "Of a table. Default: `vi`: `;` between cells." },
    },
    examples: { open: { state: "open" }, mine: { takenBy: "Nguyễn Văn A" }, everything: {} },
  },
  takeTask: {
    tag: "console",
    summary: "Take a task",
    description: "Of all who ask, one has it: `isTaken` says whether it is the caller, and `takenBy` who it is.",
    success: [200, "TakenTask"],
    fields: { force: { default: false, description: "Also from another one: for callers with the scope `admin`." } },
    examples: { one: { messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10" } },
  },
  updateTask: {
    tag: "console",
    summary: "Write down what was done about a task",
    description:
      "It is the caller's from then on. 403 `forbidden` where another one has it, but for callers with the scope `admin`.",
    success: [200, "Task"],
    fields: {
      called: { description: "Whether the recipient was called: now, or not at all." },
      note: { description: "Up to 1,000 characters, stored encrypted; empty for none." },
      done: { description: "Whether it is done." },
      release: { description: "`true` gives it back." },
    },
    examples: {
      called: { messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10", called: true, note: "Khách hẹn chiều" },
      done: { messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10", done: true },
    },
  },
  invitePerson: {
    tag: "console",
    summary: "Make a link that signs a person in to the console",
    description:
      "Good once, within 15 minutes, for a session of 12 hours. Who calls may have any role made: `admin` is all of them. A session may use every application: a caller who is limited to some (`apps`) makes no link. It leads to `PUBLIC_URL`; without that, to where the console's page is that asks, or to the host that is asked.",
    success: [201, "Invitation"],
    fields: {
      name: { description: "As the audit is to name them." },
      role: { description: "What they may do: a set of scopes." },
    },
    examples: { agent: { name: "Nguyễn Văn A", role: "agent" } },
  },
  endSessions: {
    tag: "console",
    summary: "End all sessions of a person",
    description:
      "At once, in every browser, and the links of that name that were not used begin none any more. The name is told apart by every letter. A person whose sessions are ended may be invited again. A caller who is limited to some applications (`apps`) ends none.",
    success: [200, "EndedSessions"],
    fields: { name: { description: "As they were invited." } },
    examples: { one: { name: "Nguyễn Văn A" } },
  },
  searchEvents: {
    tag: "events",
    summary: "Search events and dead letters, newest first",
    description:
      "What is delivered to `RECEIPTS_FORWARD_URL` and `EVENTS_TARGETS`: what waits, what was delivered, and dead letters, which were given up after three days. Receipts that match no journey and no message, and what cannot be read, are dead letters from the start; of callers of some applications alone they are not seen. Phones are masked. Delivered events are stored for 90 days, dead letters for 30.",
    success: [200, "EventPage"],
    fields: {
      app: ofCaller,
      state: { description: "`dead`: given up, or of nothing that is known." },
    },
    examples: { dead: { state: "dead" }, undeliverable: { type: "message.undeliverable", limit: 20 } },
  },
  replayEvents: {
    tag: "events",
    summary: "Deliver events again",
    description:
      "Those that were stored in a time, and were delivered or given up since; by the same `webhook-id`, so that a receiver that has one knows it. Where there are any, what waits for a target that is paused is tried at once.",
    success: [202, "ReplayedEvents"],
    fields: {
      from: { type: "string", format: "date-time", description: "Stored at this time or later." },
      to: { type: "string", format: "date-time", description: "Stored before this time." },
    },
    examples: { outage: { from: "2026-01-05T08:00:00+07:00", to: "2026-01-05T10:00:00+07:00" } },
  },
  searchAudit: {
    tag: "audit",
    summary: "Search the audit, newest first",
    description:
      "Entries are added before what they are about is answered; they are never changed, and deleted when they are two years old. No phone is in them. Callers of some applications see what is about one of these alone.",
    success: [200, "AuditPage"],
    fields: {
      app: ofCaller,
      phone: { description: "Of a person: what is about them, their messages and their journeys." },
    },
    examples: { looks: { action: "look", recordedFrom: "2026-01-01T00:00:00+07:00" }, everything: {} },
  },
  readCosts: {
    tag: "costs",
    summary: "Sum up what NXCLOUD charged within some days",
    description:
      "By its receipts, at its own time of each charge; also of what was swept or forgotten since. `uncharged` is what was accepted and no receipt has charged. With `format: csv` the rows are a table (`text/csv`) that spreadsheets of the `language` open.",
    success: [200, "Costs"],
    csv: "Nhóm;Số hành trình;Số tin nhắn;Số tiền;Tiền tệ\r\n2026-11-30;2;1;560;VND\r\n",
    fields: {
      ...periodFields,
      groupBy: {
        description:
          "`day`, `template`, `tokenType`, `app`, `caller` or `label:NAME`. Default: one row for each currency.",
        pattern: "^(day|template|tokenType|app|caller|label:.{1,40})$",
      },
      format: { description: "Default: `json`." },
      language: { description: "Of a table. Default: `vi`: `;` between cells, and a decimal comma." },
    },
    examples: {
      days: { from: "2026-11-01", to: "2026-11-30", groupBy: "day" },
      nxcloudsMonth: { from: "2026-11-01", to: "2026-11-30", timeZone: "+08:00" },
    },
  },
  reconcile: {
    tag: "costs",
    summary: "Hold NXCLOUD's statement against what was charged",
    description:
      "Of the charges whose own time is within the days, at most 50,000 of them: ask for fewer days where there are more. At most 4 MiB.",
    success: [200, "Reconciliation"],
    fields: periodFields,
    examples: {
      statement: {
        from: "2026-11-01",
        to: "2026-11-30",
        timeZone: "+08:00",
        rows: [{ id: "1257624175686111232", time: "2026-11-05 10:30:04", amount: "180", currency: "VND" }],
      },
    },
  },
  closeMonth: {
    tag: "costs",
    summary: "Close a month, and those before it",
    description:
      "Of Vietnam's calendar, once it is over. What is charged in it later counts from the start of the open month on.",
    success: [200, "ClosedMonth"],
    fields: { month: { description: "Such as `2026-11`.", pattern: "^[0-9]{4}-[0-9]{2}$" } },
    examples: { november: { month: "2026-11" } },
  },
  forgetPerson: {
    tag: "journeys",
    summary: "Delete a person's journeys, messages and receipts",
    description:
      "What stops messages to them stays, by a keyed hash and without their phone, so that they are not written to again.",
    success: [200, "Forgotten"],
    fields: {
      includeSuppressions: {
        default: false,
        description: "Whether what stops messages to them goes as well: they can then be written to again.",
      },
    },
    examples: { person: { phone: "84912345678" } },
  },
  addSuppression: {
    tag: "people",
    summary: "Stop messages to a person",
    description:
      "In one application, all of them, or those of one tag or template. The same again takes the place of the former. The audit records it.",
    success: [201, "Suppression"],
    fields: {
      scope: suppressionScope,
      reason: { description: "A caller that sends to this phone is shown it: 1 to 200 characters, and no phone." },
      until: { type: "string", format: "date-time", description: "Default: until it is removed." },
    },
    examples: {
      everything: { phone: "84912345678", reason: "asked for it at the counter" },
      offers: { phone: "84912345678", scope: "tag:3", reason: "wants no offers", until: "2030-01-01T00:00:00+07:00" },
    },
  },
  removeSuppressions: {
    tag: "people",
    summary: "Let messages to a person out again",
    description: "The audit records it.",
    success: [200, "RemovedSuppressions"],
    fields: {
      app: ofCaller,
      scope: { ...suppressionScope, description: "Only that one, as in `tag:3`. Default: whichever there are." },
      source: { description: "Default: `receipt` and `hand`; a restriction goes only where it is named." },
    },
    examples: { person: { phone: "84912345678" } },
  },
  searchSuppressions: {
    tag: "people",
    summary: "Search who is not written to, newest first",
    description: "Those in force. Phones are masked, but for callers with the scope `people` who name one.",
    success: [200, "SuppressionPage"],
    fields: {
      app: ofCaller,
      source: { description: "What made it: Zalo's refusal in a receipt, a caller, or the person's own request." },
    },
    examples: { person: { phone: "84912345678" }, refusals: { source: "receipt", limit: 20 } },
  },
  exportPerson: {
    tag: "people",
    summary: "Everything that is stored of a person",
    description: "For a person who asks what is known of them. The audit records it.",
    success: [200, "PersonExport"],
    examples: { person: { phone: "84912345678" } },
  },
  restrictPerson: {
    tag: "people",
    summary: "Write to a person no more, by their request",
    description:
      "What waits for them is cancelled, and what comes is refused, whatever its application, tag and template. No resend passes over it. It lasts until the suppression of source `restriction` is removed. A caller who is limited to applications stops those of theirs. The audit records it.",
    success: [200, "PersonRequest"],
    examples: { person: { phone: "84912345678" } },
  },
  searchPersonRequests: {
    tag: "people",
    summary: "Search what people have asked for, newest first",
    description:
      "Exports, restrictions and forgettings, each with what was done and how long it has been open. Phones are masked, but for callers with the scope `people` who name one.",
    success: [200, "PersonRequestPage"],
    fields: { state: { description: "`open`: asked for and not done. Default: both." } },
    examples: { open: { state: "open" }, person: { phone: "84912345678" } },
  },
};
