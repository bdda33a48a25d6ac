import { createNxZalo, type NxZaloError, type SendTemplateInput } from "@nxzalo/core";
import { createJourneys, type JourneysOptions } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createProxy, type ProxyOptions } from "@nxzalo/proxy";
import fc from "fast-check";
import { expect, it } from "vitest";

const appKey = "app";
const hourMs = 3_600_000;
/** Noon in Vietnam, which is no quiet hour. */
const noon = Date.UTC(2026, 10, 30, 5);

/** A client that is answered at once, and what it has asked for since it was last looked at, but for what each call has of its own. */
function createWire(defaultCountryCode: string | undefined) {
  let asked: object | undefined;
  let calls = 0;
  const fetch = (async (_, init) => {
    const { ext, ...body } = JSON.parse(String(init?.body));
    asked = body;
    calls += 1;
    return Response.json({
      code: 0,
      data: { requestId: `zalomid.${calls}`, journeyId: `${calls}`, token: `t${calls}` },
    });
  }) satisfies typeof globalThis.fetch;
  const credentials = { accessKey: "k", accessSecret: "s" };
  const client = createNxZalo({ credentials, appKey, defaultCountryCode, fetch });
  const take = () => {
    const last = asked;
    asked = undefined;
    return last;
  };
  return { client, take };
}

type Refusal = Pick<NxZaloError, "code" | "issues">;

/** The ways of one input to NXCLOUD: each reads it, and hands it on to the next. */
function createWays(defaultCountryCode: string | undefined) {
  const { client, take } = createWire(defaultCountryCode);
  let now = noon;
  const options: JourneysOptions = { client, store: createMemoryStore(), appKey, defaultCountryCode, now: () => now };
  const journeys = createJourneys(options);
  const authorize = () => ({ caller: "shop", scopes: ["send", "tokens"] as const });
  const headers = { get: (name: string) => (name === "content-type" ? "application/json" : null) };
  const through = (more: Pick<ProxyOptions, "journeys">) => {
    const proxy = createProxy({ client, authorize, defaultCountryCode, ...more });
    return async (path: string, input: object) => {
      const body = new Blob([JSON.stringify(input)]).stream();
      const response = await proxy({ method: "POST", path, headers, body, env: {} });
      if (response.status >= 400) throw JSON.parse(response.body);
    };
  };

  async function sendLater(input: SendTemplateInput) {
    await journeys.send({ ...input, sendAt: new Date(now + hourMs) });
    now += hourMs;
    await journeys.dispatchDue();
    now = noon;
  }
  /** What NXCLOUD was asked, or why it was not. */
  async function outcomeOf(call: () => Promise<unknown>) {
    const refusal = await call().then(
      () => undefined,
      ({ code, issues }: Refusal) => ({ code, issues: issues?.map((issue) => [issue.path, issue.code]) }),
    );
    return { refusal, asked: take() };
  }
  return { client, journeys, plain: through({}), stored: through({ journeys }), sendLater, outcomeOf };
}

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 6, maxLength: 13, size: "max" });
const beginnings = ["+", "00", "", "+84", "84", "0084", "0", "+1 ", "+856-", "(+84)", "+84 (0)", "tel:", "84 0", "１"];
const phones = fc.oneof(
  fc
    .tuple(fc.constantFrom(...beginnings), digits, fc.constantFrom("", " ", ".", "-", ".0"))
    .map((parts) => parts.join("")),
  fc.constantFrom("0912 345 678", "+84 912 345 678", "912345678", "84912345678", "+1 202 555 0100", "0012025550100"),
  fc.constantFrom("+856 20 5555 1234", "+852 9123 4567", "85291234567", "2025550100", "020 5555 1234"),
);
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("Đơn 42", "a\u0301", "ｆｕｌｌ", " x ", "\u200b", "1e5", "12.50", "-0", "a\u0000", "\ud800"),
);
const values = fc.oneof(
  texts,
  fc.boolean(),
  fc.integer(),
  fc.double().map((number) => JSON.parse(JSON.stringify(number))),
);
const names = fc.oneof(fc.constantFrom("order", "status", "__proto__", "constructor"), texts);
const templateData = fc.dictionary(names, values, { maxKeys: 4 });
const templateIds = fc.oneof(fc.constant("133214"), texts);

const countryCodes = [undefined, "84", "856", "1"];

it.each(countryCodes)(
  "a message is the same to NXCLOUD, or refused for the same, whichever way it goes; default %s",
  async (code) => {
    const { client, journeys, plain, stored, sendLater, outcomeOf } = createWays(code);
    const message = fc.record({
      phone: phones,
      templateId: templateIds,
      templateData,
    }) as fc.Arbitrary<SendTemplateInput>;
    await fc.assert(
      fc.asyncProperty(message, async (input) => {
        const direct = await outcomeOf(() => client.sendTemplate(input));
        expect(await outcomeOf(() => plain("/v1/messages", input))).toEqual(direct);
        expect(await outcomeOf(() => stored("/v1/messages", input))).toEqual(direct);
        expect(await outcomeOf(() => journeys.send(input))).toEqual(direct);
        expect(await outcomeOf(() => sendLater(input))).toEqual(direct);
      }),
      { numRuns: 200 },
    );
  },
);

it.each(countryCodes)("so is a journey; default %s", async (code) => {
  const { client, journeys, plain, stored, outcomeOf } = createWays(code);
  const types = fc.constantFrom("token_logistics_7", "token_coach_bus_30", "token", "");
  let orders = 0;
  await fc.assert(
    fc.asyncProperty(phones, types, async (phone, tokenType) => {
      const input = { phone, tokenType } as Parameters<typeof client.initJourneyToken>[0];
      const direct = await outcomeOf(() => client.initJourneyToken(input));
      const ordered = () => ({ ...input, reference: `order ${orders++}` });
      expect(await outcomeOf(() => plain("/v1/journeys", input))).toEqual(direct);
      expect(await outcomeOf(() => stored("/v1/journeys", ordered()))).toEqual(direct);
      expect(await outcomeOf(() => journeys.open(ordered()))).toEqual(direct);
    }),
    { numRuns: 200 },
  );
});
