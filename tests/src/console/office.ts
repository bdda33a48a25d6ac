import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProxyClient } from "@nxzalo/client";
import { createDeskClient } from "@nxzalo/client/desk";
import { createSandbox, phoneForCode, phoneForZaloCode, templateIdFor } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, type RunningGateway, startGateway } from "nxzalo-gateway";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

const templates = {
  templates: [
    {
      id: "133214",
      name: "Đơn hàng đang giao",
      tag: 1,
      language: "vi",
      variables: {
        customer_name: { type: "text", maxLength: 30 },
        order: { type: "text", maxLength: 20 },
        cod: { type: "money", required: false },
      },
      price: { amount: "200", currency: "VND" },
    },
    { id: "133215", name: "Đánh giá dịch vụ", tag: 3, variables: { order: { type: "text" } } },
  ],
};

/** One key for each kind of person who opens the page. */
export const keys = {
  lead: "lead-0123456789abcdef",
  agent: "agent-0123456789abcdef",
  desk: "desk-0123456789abcdef",
  watcher: "watcher-0123456789abcdef",
  sender: "sender-0123456789abcdef",
} as const;

/** A real gateway before the emulator, the page on the same origin, and what a shop has sent. */
export interface Office {
  readonly url: string;
  /** Where NXCLOUD posts receipts. */
  readonly receiptsUrl: string;
  /** Ends the gateway, and starts it again on the same store. */
  restart(): Promise<() => Promise<void>>;
  /** Resolves when every receipt has been posted. */
  settle(): Promise<void>;
  readonly shop: ReturnType<typeof createProxyClient>;
  /** The shop sends a message of an order. */
  order(phone: string, reference: string, changes?: object): ReturnType<Office["shop"]["sendTemplate"]>;
  /** What a person with this key may do. */
  desk(key: string): ReturnType<typeof createDeskClient>;
  close(): Promise<void>;
}

const receiptKey = "Y29uc29sZS1yZWNlaXB0LWtleS0x";

/** @param env More of the gateway's environment, and other values of it. */
export async function openOffice(name: string, env: Readonly<Record<string, string>> = {}): Promise<Office> {
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const port = await freePort();
  const folder = join(tmpdir(), `nxzalo-console-${process.pid}-${name}`);
  await writeFile(`${folder}.json`, JSON.stringify(templates));
  const config = gatewayConfigFromEnv({
    ...sandboxVariables(sandbox, upstream.url),
    NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
    SQLITE_PATH: `${folder}.db`,
    STORE_KEY: Buffer.alloc(32, 7).toString("base64"),
    TEMPLATES_FILE: `${folder}.json`,
    RECEIPT_KEYS: receiptKey,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    GATEWAY_API_KEYS: [
      `lead:send+read+people+admin:${keys.lead}`,
      `shop:send+read:${keys.agent}`,
      `desk:send+read+people:${keys.desk}`,
      `watcher:read:${keys.watcher}`,
      `sender:send:${keys.sender}`,
    ].join(),
    ...env,
  });
  const start = () => startGateway(config, () => {});
  let gateway: RunningGateway | undefined = await start();
  const { url } = gateway;
  const shop = createProxyClient({ baseUrl: url, headers: { authorization: `Bearer ${keys.agent}` } });
  return {
    url: `${url}/console/`,
    receiptsUrl: `${url}/v1/receipts/${receiptKey}`,
    shop,
    order: (phone, reference, changes) =>
      shop.sendTemplate({
        phone,
        tokenType: "token_logistics_7",
        reference,
        ...content(reference.slice(0, 20)),
        ...changes,
      }),
    desk: (key) => createDeskClient({ baseUrl: url, headers: { authorization: `Bearer ${key}` } }),
    settle: async () => {
      while (sandbox.receipts.some(({ state }) => state === "waiting"))
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    restart: async () => {
      await gateway?.close();
      gateway = undefined;
      return async () => {
        gateway = await start();
      };
    },
    close: async () => {
      await gateway?.close();
      await upstream.close();
    },
  };
}

const content = (order: string) => ({ templateId: "133214", templateData: { customer_name: "Nguyễn Văn A", order } });

/** A name that would be a page of its own if it were not shown as text. */
export const hostileReference = `<img src=x onerror="document.title=1"> مرحبا ${"đ".repeat(70)}`;

/** A name of 300 characters, which no template of the registry takes. */
export const hostileName = `"><script>document.title=1</script> ${"Nguyễn ".repeat(40)}`.padEnd(300, "x").slice(0, 300);

/** What the shop sends, and the receipts of it: messages of every state that there is without a schedule. */
export async function fillOffice({ shop, order, settle }: Office): Promise<void> {
  const send = (...message: Parameters<Office["order"]>) => order(...message).catch(() => undefined);
  await send("84912345678", "Đơn 42");
  await send("84912345678", "Đơn 42", { templateData: { customer_name: "Nguyễn Văn A", order: "Đơn 42 đã giao" } });
  await send(phoneForZaloCode(-118), "Đơn 43");
  await send(phoneForZaloCode(-141), "Đơn 44");
  await send("84987654321", "Đơn 45", { templateId: templateIdFor("undelivered") });
  await send("84912345678", "Đơn 46", { templateId: templateIdFor("silent") });
  await send("84987654321", hostileReference, {
    templateId: "133999",
    templateData: { customer_name: hostileName },
    labels: { shop: "<b>Hà Nội</b>" },
  });
  await shop.sendTemplate({ phone: phoneForCode(1102), ...content("Đơn 47") }).catch(() => undefined);
  await shop.sendTemplate({ phone: phoneForCode(9001), ...content("Đơn 48") }).catch(() => undefined);
  await settle();
}
