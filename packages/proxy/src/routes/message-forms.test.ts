import { isNxZaloError } from "@nxzalo/core/errors";
import { validateInput } from "@nxzalo/core/internal";
import { sendMessageInput } from "@nxzalo/core/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callProxy, unaskedClient } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const phone = "84912345678";
const rest = { templateId: "133214", templateData: { order: "Đơn 42" } };
const path = "/v1/messages";
const values = {
  phone,
  journeyToken: "tok",
  journeyId: "1257624175686111232",
  tokenType: "token_logistics_7",
  reference: "Đơn 42",
};
type Name = keyof typeof values;
const names = Object.keys(values) as Name[];
const withNames = (given: readonly Name[]) => ({
  ...rest,
  ...Object.fromEntries(given.map((name) => [name, values[name]])),
});

/** The forms, as the protocol has them. */
const forms: readonly (readonly Name[])[] = [
  ["phone"],
  ["phone", "journeyToken"],
  ["journeyId"],
  ["phone", "tokenType", "reference"],
  ["reference"],
];
const isForm = (given: readonly Name[]) =>
  forms.some((form) => form.length === given.length && form.every((name) => given.includes(name)));

describe("how a message names its recipient and its journey", () => {
  it.each(forms.map((form) => [form.join(", "), form] as const))("by %s", async (_, form) => {
    const journeys = createTestJourneys();
    const { status, json } = await callProxy({ path, body: withNames(form) }, { journeys });
    expect({ status, json }).toEqual({
      status: 202,
      json: { requestId: "zalomid.1", messageId: expect.any(String), state: "accepted", journeyId: values.journeyId },
    });
    expect(journeys.asked).toEqual([["send", withNames(form), { caller: "shop" }]]);
  });

  it("no other combination is taken, and every field that is wrong is named", () =>
    fc.assert(
      fc.property(fc.subarray(names), (given) => {
        try {
          expect(validateInput(sendMessageInput(), withNames(given))).toEqual(withNames(given));
          expect(isForm(given), given.join()).toBe(true);
        } catch (error) {
          if (!isNxZaloError(error)) throw error;
          expect(isForm(given), given.join()).toBe(false);
          // Corrected as the issues say, it is one of the forms.
          const named = (error.issues ?? []).map((issue) => issue.path[0] as Name);
          const surplus = named.filter((name) => given.includes(name));
          const missing = named.filter((name) => !given.includes(name));
          expect(isForm([...given.filter((name) => !surplus.includes(name)), ...missing]), given.join()).toBe(true);
        }
      }),
    ));

  it.each<[string, object, string]>([
    ["an id that is none", { journeyId: "12a" }, "journeyId"],
    ["a type that is none", { ...values, journeyToken: undefined, journeyId: undefined, tokenType: "x" }, "tokenType"],
    ["an empty reference", { phone, tokenType: "token_logistics_7", reference: "" }, "reference"],
    ["an application's key", { journeyId: "1", appKey: "key" }, "appKey"],
  ])("%s is refused", async (_, given, name) => {
    const journeys = createTestJourneys();
    expect(await callProxy({ path, body: { ...rest, ...given } }, { journeys })).toMatchObject({
      status: 422,
      json: { code: "input_invalid", issues: [{ path: [name] }] },
    });
    expect(journeys.asked).toEqual([]);
  });
});

describe("a proxy that stores no journeys", () => {
  const sent: unknown[] = [];
  const client = {
    ...unaskedClient,
    sendTemplate: async (input: unknown) => {
      sent.push(input);
      return { requestId: "zalomid.1" };
    },
  };

  it("sends to a phone, on a token or not", async () => {
    expect(await callProxy({ path, body: withNames(["phone", "journeyToken"]) }, { client })).toMatchObject({
      status: 202,
      json: { requestId: "zalomid.1" },
    });
    expect(sent).toEqual([withNames(["phone", "journeyToken"])]);
  });

  it.each<[readonly Name[], readonly Name[]]>([
    [["journeyId"], ["journeyId"]],
    [
      ["phone", "tokenType", "reference"],
      ["tokenType", "reference"],
    ],
  ])("refuses %j: it would mean nothing", async (given, refused) => {
    const { status, json } = await callProxy({ path, body: withNames(given) });
    expect({ status, json }).toMatchObject({
      status: 422,
      json: {
        issues: refused.map((name) => ({ path: [name], message: expect.stringContaining("stores no journeys") })),
      },
    });
  });
});

describe("whose journey a message may ride on", () => {
  const askedFor = async (body: object, own?: readonly string[]) => {
    const journeys = createTestJourneys();
    const authorize = () => ({ caller: "shop", scopes: ["send"] as const, apps: own });
    const { status } = await callProxy({ path, body }, { journeys, authorize, apps: { north: "n", south: "s" } });
    return [status, ...journeys.asked.map(([, , call]) => call)];
  };

  it("a stored one brings its application with it", async () => {
    expect(await askedFor(withNames(["journeyId"]))).toEqual([202, { caller: "shop" }]);
    expect(await askedFor({ ...withNames(["journeyId"]), app: "south" })).toEqual([
      202,
      { caller: "shop", appKey: "s", appKeys: ["s"] },
    ]);
    // The default application has no key here: it is the client's own.
    expect(await askedFor({ ...withNames(["journeyId"]), app: "default" })).toEqual([
      202,
      { caller: "shop", appKeys: [undefined] },
    ]);
  });

  it("one that is named is part of what a key stands for, however the recipient is", async () => {
    for (const form of forms) {
      const [, call] = await askedFor({ ...withNames(form), app: "south" });
      expect([form, call]).toEqual([form, expect.objectContaining({ appKey: "s" })]);
    }
  });

  it("a caller of some applications only, one of theirs", async () => {
    expect(await askedFor(withNames(["journeyId"]), ["north"])).toEqual([202, { caller: "shop", appKeys: ["n"] }]);
    expect(await askedFor({ ...withNames(["journeyId"]), app: "south" }, ["north"])).toEqual([403]);
    expect(await askedFor(withNames(["phone", "tokenType", "reference"]), ["north"])).toEqual([403]);
    expect(await askedFor({ ...withNames(["phone"]), app: "north" }, ["north"])).toEqual([
      202,
      { caller: "shop", appKey: "n", appKeys: ["n"] },
    ]);
  });
});

it("the proxy's own webhook goes to the journey store beside the message, a caller's own inside it", async () => {
  const journeys = createTestJourneys();
  const receipts = { keys: ["aGVsbG8td29ybGQtMTI4LWJpdHM"], onReceipt: () => {} };
  const options = { journeys, receipts, publicUrl: "https://zalo.example", drWebhookHosts: ["shop.example"] };
  const drWebhook = "https://shop.example/dr";
  await callProxy({ path, body: { ...withNames(["journeyId"]), drWebhook } }, options);
  expect(journeys.asked).toEqual([
    [
      "send",
      { ...withNames(["journeyId"]), drWebhook },
      { caller: "shop", drWebhook: "https://zalo.example/v1/receipts/aGVsbG8td29ybGQtMTI4LWJpdHM" },
    ],
  ]);
  const elsewhere = { ...withNames(["journeyId"]), drWebhook: "https://evil.example/dr" };
  expect((await callProxy({ path, body: elsewhere }, options)).status).toBe(422);
});

it.each([
  ["respond-async", true],
  ["masked, Respond-Async; wait=5", true],
  ["respond-asynchronously", undefined],
  ["do-respond-async", undefined],
  ["", undefined],
])("`Prefer: %s` has a message sent after the answer: %s", async (prefer, respondAsync) => {
  const journeys = createTestJourneys();
  await callProxy({ path, headers: { prefer }, body: withNames(["phone"]) }, { journeys });
  expect(journeys.asked).toEqual([["send", withNames(["phone"]), { caller: "shop", respondAsync }]]);
});
