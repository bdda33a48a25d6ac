import { expect, inject, it } from "vitest";

const { gatewayUrl, workerUrl, keys, roles, receiptKey } = inject("servers");

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { example: unknown }>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What stands there, in kind: times, ids and texts of one answer are not those of another. */
function kindsOf(value: unknown, name = ""): unknown {
  // A receipt is as it came.
  if (name === "receipt") return "receipt";
  if (Array.isArray(value)) return value.slice(0, 1).map((item) => kindsOf(item));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, kindsOf(item, field)]));
  if (typeof value !== "string") return value === null ? null : typeof value;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return "time";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return "uuid";
  return /^\d+$/.test(value) ? "digits" : "text";
}

it.each([
  ["gateway", gatewayUrl],
  ["Worker", workerUrl],
])("the answers of the %s are like the examples of its document", async (_, url) => {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  const [sender = "", desk = ""] = [keys.at(-1), roles.desks.at(-1)];

  /** Makes one call and holds its answer against the example for the status that came. */
  async function ask(method: string, pattern: string, given: { key?: string; id?: string; body?: unknown }) {
    const { key, id = receiptKey, body } = given;
    const response = await fetch(url + pattern.replace(/\{\w+\}/, id), {
      method,
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { content = {} } = paths[pattern]?.[method.toLowerCase()]?.responses[response.status] ?? {};
    const isJson = response.headers.get("content-type") === "application/json";
    const answer: unknown = isJson ? JSON.parse(text) : text || undefined;
    const [example] = Object.values(content).map((media) => media.example);
    return { status: response.status, answer, example };
  }
  async function expectLike(status: number, ...call: Parameters<typeof ask>) {
    const { answer, example, ...seen } = await ask(...call);
    expect({ status: seen.status, kinds: kindsOf(answer) }, call.join(" ")).toEqual({
      status,
      kinds: kindsOf(example),
    });
    return answer as Record<string, string>;
  }

  const phone = `8497${Math.floor(Math.random() * 9_000_000) + 1_000_000}`;
  const order = { phone, tokenType: "token_logistics_7", reference: "examples" };
  const { token: journeyToken = "", journeyId: id = "" } = await expectLike(201, "POST", "/v1/journeys", {
    key: sender,
    body: order,
  });
  await expectLike(200, "POST", "/v1/journeys", { key: sender, body: order });
  await expectLike(200, "POST", "/v1/journeys/check", { key: sender, body: { journeyToken } });
  const message = { templateId: "133214", templateData: { order: "42" }, ext: "parcel 42" };
  await expectLike(202, "POST", "/v1/messages", { key: sender, body: { ...order, ...message } });
  const find = () => ask("GET", "/v1/journeys/{journeyId}", { key: desk, id });
  await expect.poll(async () => kindsOf((await find()).answer)).toEqual(kindsOf((await find()).example));
  await expectLike(200, "POST", "/v1/journeys/search", { key: desk, body: { phone } });
  const requestId = `zalomid.${Math.random().toString(16).slice(2)}`;
  const unmatched = { status: "delivered", code: 17003, requestId, sendTime: "2026-01-05 10:30:05" };
  await expectLike(200, "POST", "/v1/receipts/{key}", { body: unmatched });
  await expectLike(200, "POST", "/v1/unmatched-receipts/search", { key: desk, body: { requestId } });
  await expectLike(200, "POST", "/v1/journeys/forget", { key: desk, body: { phone } });
  await expectLike(200, "GET", "/healthz", {});
  await expectLike(200, "GET", "/readyz", {});
});
