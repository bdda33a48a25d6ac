import { expectTypeOf, it } from "vitest";
import { validateInput } from "../internal/validate.ts";
import { type SendMessageInput, sendMessageInput } from "./index.ts";

const content = { templateId: "133214", templateData: { order: "42" } };
const phone = "84912345678";

it("a message names its recipient and its journey in one of three ways", () => {
  expectTypeOf({ phone, ...content }).toExtend<SendMessageInput>();
  expectTypeOf({ phone, journeyToken: "token", ...content }).toExtend<SendMessageInput>();
  expectTypeOf({ journeyId: "1", ...content }).toExtend<SendMessageInput>();
  expectTypeOf({
    phone,
    tokenType: "token_logistics_7" as const,
    reference: "order-42",
    ...content,
  }).toExtend<SendMessageInput>();
});

it("no other one compiles", () => {
  // @ts-expect-error a recipient is missing
  const nobody: SendMessageInput = content;
  // @ts-expect-error a stored journey has its phone
  const twice: SendMessageInput = { journeyId: "1", phone, ...content };
  // @ts-expect-error a reference needs the type of its journey
  const untyped: SendMessageInput = { phone, reference: "order-42", ...content };
  // @ts-expect-error a journey that is opened has its own token
  const both: SendMessageInput = {
    phone,
    tokenType: "token_logistics_7",
    reference: "r",
    journeyToken: "t",
    ...content,
  };
  // @ts-expect-error a message has a template
  const empty: SendMessageInput = { phone };
  void [nobody, twice, untyped, both, empty];
});

it("the schema gives what the type says", () =>
  expectTypeOf(validateInput(sendMessageInput(), {})).toEqualTypeOf<SendMessageInput>());
