import assert from "node:assert/strict";

/** What a call has come to, as a generated client gives it. */
export interface Answer<Body> {
  readonly status: number;
  readonly body?: Body | undefined;
  readonly problem?: Problem | undefined;
}

/** The part of a problem that the story looks at. */
export interface Problem {
  readonly code: string;
  readonly outcome: "not_sent" | "rejected" | "unknown";
  readonly issues?: readonly { readonly path: readonly (string | number)[] }[] | undefined;
}

/** One order, as it is sent to. */
export interface Order {
  readonly phone: string;
  readonly tokenType: "token_logistics_7";
  readonly reference: string;
}

/** What a generated client has to be able to do, in types of its own making. */
export interface GeneratedClient {
  openJourney(order: Order): Promise<Answer<{ readonly journeyId: string; readonly reused?: boolean | undefined }>>;
  sendByReference(order: Order, idempotencyKey: string): Promise<Answer<{ readonly requestId: string | null }>>;
  deleteJourney(journeyId: string): Promise<Answer<undefined>>;
}

/** Plays successes, a 422, a 409, a 204 and a 403 against the gateway that the variables name. */
export async function playStory(connect: (baseUrl: string, key: string) => GeneratedClient): Promise<void> {
  const { GATEWAY_URL = "", ADMIN_KEY = "", SENDER_KEY = "", SLOW_PHONE = "" } = process.env;
  const [admin, sender] = [connect(GATEWAY_URL, ADMIN_KEY), connect(GATEWAY_URL, SENDER_KEY)];
  const order: Order = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" };

  const created = await sender.openJourney(order);
  assert.deepEqual([created.status, created.body?.reused], [201, false]);
  const again = await sender.openJourney(order);
  assert.deepEqual([again.status, again.body?.reused, again.body?.journeyId], [200, true, created.body?.journeyId]);

  const wrong = await sender.openJourney({ ...order, phone: "0912" });
  assert.deepEqual(
    [wrong.status, wrong.problem?.code, wrong.problem?.outcome, wrong.problem?.issues?.[0]?.path],
    [422, "input_invalid", "not_sent", ["phone"]],
  );

  const sent = await sender.sendByReference(order, "order-42");
  assert.equal(sent.status, 202);
  assert.equal(typeof sent.body?.requestId, "string");

  const slow: Order = { ...order, phone: SLOW_PHONE, reference: "Đơn 43" };
  const both = await Promise.all([sender.sendByReference(slow, "order-43"), sender.sendByReference(slow, "order-43")]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [202, 409]);
  assert.deepEqual(
    both.flatMap(({ problem }) => problem?.code ?? []),
    ["idempotency_conflict"],
  );

  const journeyId = created.body?.journeyId ?? "";
  const forbidden = await sender.deleteJourney(journeyId);
  assert.deepEqual([forbidden.status, forbidden.problem?.code], [403, "forbidden"]);
  assert.equal((await admin.deleteJourney(journeyId)).status, 204);
}
