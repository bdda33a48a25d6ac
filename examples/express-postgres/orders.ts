const { PHONE: phone = "84912345678" } = process.env;

/** In your shop, rows of a table. */
const orders = [{ id: "42", reference: "Đơn 42", phone, status: "Đang giao" }];

export const findOrder = (id: string) => orders.find((order) => order.id === id);

/** The key is the page's own, so that a second press, or a second try, is the same message. */
export const orderPage = (order: (typeof orders)[number], idempotencyKey: string): string => `<!doctype html>
<meta charset="utf-8"><title>${order.reference}</title>
<h1>${order.reference}: ${order.status}</h1>
<button>Tell the customer</button> <output></output>
<script>
  document.querySelector("button").onclick = async () => {
    const request = { method: "POST", headers: { "idempotency-key": "${idempotencyKey}" } };
    const response = await fetch("/orders/${order.id}/messages", request);
    document.querySelector("output").textContent = JSON.stringify(await response.json());
  };
</script>`;
