import { describe, expect, it, vi } from "vitest";
import { callProxy, unaskedClient } from "../testing/call-proxy.ts";

/** Sends a message whose `templateData` is this JSON text, as docs/json-from-other-languages.md tells of. */
async function send(templateData: string, more: Partial<Record<"phone" | "templateId", string>> = {}) {
  const sendTemplate = vi.fn(async (_: { readonly templateData: unknown }) => ({ requestId: "1" }));
  const { phone = '"84912345678"', templateId = '"133214"' } = more;
  const body = `{"phone":${phone},"templateId":${templateId},"templateData":${templateData}}`;
  const { status, json } = await callProxy(
    { path: "/v1/messages", body },
    { client: { ...unaskedClient, sendTemplate } },
  );
  return { status, json, sent: sendTemplate.mock.calls[0]?.[0].templateData };
}

describe("JSON of other languages", () => {
  it.each([
    ['{"a":"\\u0110\\u01a1n\\/42"}', { a: "Đơn/42" }],
    [`{"a":"${"Đơn hàng".normalize("NFD")}"}`, { a: "Đơn hàng".normalize("NFC") }],
    ['{"a":"\\ud83d\\ude9a"}', { a: "🚚" }],
    ['{ "n" : 150000.0 }', { n: 150_000 }],
    ['{"n":1.0E7}', { n: 10_000_000 }],
    ['{"n":0.30000000000000004}', { n: 0.300_000_000_000_000_04 }],
    ['{"n":9007199254740991}', { n: Number.MAX_SAFE_INTEGER }],
    ['{"id":"1257624175686111232"}', { id: "1257624175686111232" }],
    ["{}", {}],
  ])("%s is sent as %j", async (text, sent) => expect(await send(text)).toMatchObject({ status: 202, sent }));

  it.each([
    ["[]", "object_wanted"],
    ["null", "type_wrong"],
    ['{"id":1257624175686111232}', "number_unsafe"],
    ['{"id":1.25762E+18}', "number_unsafe"],
    ['{"id":10000000000000000000}', "number_unsafe"],
    ['{"n":9007199254740993}', "number_unsafe"],
    ['{"n":1e400}', "variable_wrong"],
    ['{"a":null}', "variable_wrong"],
    ['{"a":{"b":1}}', "variable_wrong"],
    ['{"a":"\\ud83d"}', "text_incomplete"],
  ])("%s is refused as %s", async (text, code) =>
    expect(await send(text)).toMatchObject({ status: 422, json: { issues: [{ code }] } }),
  );

  it.each([{ phone: "84912345678" }, { templateId: "133214" }])("%j as a number is refused", async (number) =>
    expect(await send("{}", number)).toMatchObject({ status: 422, json: { issues: [{ code: "type_wrong" }] } }),
  );

  it("NaN is no JSON", async () =>
    expect(await send('{"n":NaN}')).toMatchObject({ status: 400, json: { code: "body_malformed" } }));
});
