import { createProxyClient, isNxZaloError } from "@nxzalo/client";

/** The page's own server knows who is signed in, and where the gateway is. */
const session = async () => (await fetch("/session", { method: "POST" })).json();
const { gateway, phone } = await session();
const client = createProxyClient({
  baseUrl: gateway,
  headers: async () => ({ authorization: `Bearer ${(await session()).token}` }),
});

const output = document.querySelector("output") as HTMLOutputElement;
const button = document.querySelector("button") as HTMLButtonElement;
// One key for each page: pressed twice, the button sends once.
const idempotencyKey = crypto.randomUUID();

button.onclick = async () => {
  const order = { phone, tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
  const message = { templateId: "133214", templateData: { order: "42", status: "Đang giao" } };
  try {
    const { messageId } = await client.sendTemplate({ ...order, ...message }, { idempotencyKey });
    output.textContent = `sent: ${messageId}`;
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    // `unknown`: pressed again, the same key tells what became of it.
    output.textContent = `${error.code} (${error.outcome}): ${error.hint ?? error.message}`;
  }
};
