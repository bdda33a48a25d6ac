import type { ProxyCallOptions } from "../options.ts";
import type { Send } from "../send.ts";

/** By its headings; another reply is read as JSON. The mark is not part of a text that was decoded. */
const readTable = (text: string) =>
  /^(Nhóm;|Group,|Lúc gửi;|Sent,)/.test(text) ? { table: `\ufeff${text}` } : JSON.parse(text);

/** A reply that is a table in CSV. */
export async function readTableOf(
  send: Send,
  path: string,
  query: object,
  limits: ProxyCallOptions | undefined,
): Promise<string> {
  const body = { ...query, format: "csv" };
  const { table } = await send<{ table: string }>({ path, key: "table", body, limits, read: readTable });
  return table;
}
