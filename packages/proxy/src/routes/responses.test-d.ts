import type { ErrorCode, ErrorKind, JourneyTokenState, NxZalo, Template } from "@nxzalo/core";
import type {
  AuditEntryView,
  AuditPage,
  CancelManyResult,
  Charge,
  ClosedMonth,
  Costs,
  EventPage,
  EventView,
  JourneyDetails,
  JourneyPage,
  JourneyView,
  MessageAttempt,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageStats,
  MessageView,
  Money,
  PassedOver,
  PersonExport,
  PersonRequest,
  PersonRequestPage,
  QuotaView,
  ReceiptPage,
  ReceiptView,
  Reconciliation,
  ResendManyResult,
  SentMessage,
  StoredMessage,
  SuppressionPage,
  SuppressionView,
  TakenTask,
  Task,
  TaskPage,
  UnmatchedReceipt,
} from "@nxzalo/core/journeys";
import type { Problem } from "@nxzalo/core/problem";
import { expectTypeOf, it } from "vitest";
import type { ResponseBody, ResponseName } from "./responses.ts";

/** zod's outputs can be written to; what core gives is read-only. Nothing else may differ. */
type ReadOnly<Value> = Value extends Date | string | number | boolean | null | undefined
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly ReadOnly<Item>[]
    : { readonly [Key in keyof Value]: ReadOnly<Value[Key]> };
type Body<Name extends ResponseName> = ReadOnly<ResponseBody<Name>>;

it("the documented views are core's", () => {
  expectTypeOf<Body<"Money">>().toEqualTypeOf<Money>();
  expectTypeOf<Body<"JourneyView">>().toEqualTypeOf<ReadOnly<JourneyView>>();
  expectTypeOf<Body<"JourneyDetails">>().toEqualTypeOf<ReadOnly<JourneyDetails>>();
  expectTypeOf<Body<"MessageView">>().toEqualTypeOf<ReadOnly<MessageView>>();
  expectTypeOf<Body<"StoredMessage">>().toEqualTypeOf<ReadOnly<StoredMessage>>();
  expectTypeOf<Body<"MessageAttempt">>().toEqualTypeOf<ReadOnly<MessageAttempt>>();
  expectTypeOf<Body<"MessageDetails">>().toEqualTypeOf<ReadOnly<MessageDetails>>();
  expectTypeOf<Body<"MessagePage">>().toEqualTypeOf<ReadOnly<MessagePage>>();
  expectTypeOf<Body<"Task">>().toEqualTypeOf<ReadOnly<Task>>();
  expectTypeOf<Body<"TaskPage">>().toEqualTypeOf<ReadOnly<TaskPage>>();
  expectTypeOf<Body<"TakenTask">>().toEqualTypeOf<ReadOnly<TakenTask>>();
  // One body of both actions: each has its own fields of it, and it has no other.
  expectTypeOf<ResendManyResult | CancelManyResult>().toExtend<Body<"BulkResult">>();
  expectTypeOf<keyof Body<"BulkResult">>().toEqualTypeOf<keyof ResendManyResult | keyof CancelManyResult>();
  expectTypeOf<Body<"MessageChecks">>().toEqualTypeOf<ReadOnly<MessageChecks>>();
  expectTypeOf<Body<"MessageStats">>().toEqualTypeOf<ReadOnly<MessageStats>>();
  expectTypeOf<Body<"ReceiptView">>().toEqualTypeOf<ReadOnly<ReceiptView>>();
  expectTypeOf<Body<"JourneyPage">>().toEqualTypeOf<ReadOnly<JourneyPage>>();
  expectTypeOf<Body<"StoredEvent">>().toEqualTypeOf<ReadOnly<EventView>>();
  expectTypeOf<Body<"EventPage">>().toEqualTypeOf<ReadOnly<EventPage>>();
  expectTypeOf<Body<"AuditEntry">>().toEqualTypeOf<ReadOnly<AuditEntryView>>();
  expectTypeOf<Body<"AuditPage">>().toEqualTypeOf<ReadOnly<AuditPage>>();
  expectTypeOf<Body<"Suppression">>().toEqualTypeOf<ReadOnly<SuppressionView>>();
  expectTypeOf<Body<"SuppressionPage">>().toEqualTypeOf<ReadOnly<SuppressionPage>>();
  expectTypeOf<Body<"PersonRequest">>().toEqualTypeOf<ReadOnly<PersonRequest>>();
  expectTypeOf<Body<"PersonRequestPage">>().toEqualTypeOf<ReadOnly<PersonRequestPage>>();
  expectTypeOf<Body<"PersonExport">>().toEqualTypeOf<ReadOnly<PersonExport>>();
  expectTypeOf<Body<"PassedOver">>().toEqualTypeOf<ReadOnly<PassedOver>>();
  expectTypeOf<Body<"UnmatchedReceipt">>().toEqualTypeOf<ReadOnly<UnmatchedReceipt>>();
  expectTypeOf<Body<"Account">["quota"]>().toEqualTypeOf<QuotaView | null>();
  expectTypeOf<Body<"ReceiptPage">>().toEqualTypeOf<ReadOnly<ReceiptPage>>();
});

it("the documented costs are core's", () => {
  expectTypeOf<Body<"Costs">>().toEqualTypeOf<ReadOnly<Costs>>();
  expectTypeOf<Body<"Charge">>().toEqualTypeOf<ReadOnly<Charge>>();
  expectTypeOf<Body<"Reconciliation">>().toEqualTypeOf<ReadOnly<Reconciliation>>();
  expectTypeOf<Body<"ClosedMonth">>().toEqualTypeOf<ReadOnly<ClosedMonth>>();
});

it("the documented results are core's", () => {
  expectTypeOf<Body<"JourneyTokenState">>().toEqualTypeOf<ReadOnly<JourneyTokenState>>();
  expectTypeOf<SentMessage>().toExtend<Body<"SentMessage">>();
  expectTypeOf<Awaited<ReturnType<NxZalo["sendTemplate"]>>>().toExtend<Body<"SentMessage">>();
});

it("the documented templates are core's", () => expectTypeOf<Body<"Template">>().toEqualTypeOf<ReadOnly<Template>>());

it("the documented problem is core's, but for a broken configuration, which no caller is shown", () => {
  type Named = "code" | "kind";
  expectTypeOf<Omit<Body<"Problem">, Named>>().toEqualTypeOf<ReadOnly<Omit<Problem, Named>>>();
  expectTypeOf<Body<"Problem">["kind"]>().toEqualTypeOf<Exclude<ErrorKind, "config">>();
  expectTypeOf<ErrorCode>().toExtend<Body<"Problem">["code"]>();
});
