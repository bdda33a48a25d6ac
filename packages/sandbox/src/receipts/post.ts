/** What posts receipts: a built-in `fetch`, a Hono app's `request`, or anything of that shape. */
export type ReceiptFetch = (url: string, init: RequestInit) => Response | Promise<Response>;

const wanted = "success";

/** Whether the body is `success` and nothing else. Stops reading as soon as it can't be. */
async function saysSuccess({ body }: Response): Promise<boolean> {
  const reader = body?.getReader();
  if (!reader) return false;
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (!wanted.startsWith(text)) {
      reader.cancel().catch(() => {});
      return false;
    }
  }
  return text === wanted;
}

async function isTaken(fetch: ReceiptFetch, url: string, init: RequestInit): Promise<boolean> {
  try {
    const response = await fetch(url, init);
    if (response.status === 200) return await saysSuccess(response);
    response.body?.cancel().catch(() => {});
  } catch {
    // Refused, cut off or too late: these count alike.
  }
  return false;
}

interface ReceiptRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Posts a receipt once; true where it was answered with HTTP 200 and the body `success` in time. */
export async function postReceipt(fetch: ReceiptFetch, request: ReceiptRequest, timeoutMs: number): Promise<boolean> {
  const { url, headers, body, signal: stop } = request;
  const timeout = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A race too, because not every fetch ends with its signal.
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      timeout.abort(new Error("the receipt was not answered in time"));
      resolve(false);
    }, timeoutMs);
  });
  const signal = AbortSignal.any([timeout.signal, stop]);
  const init: RequestInit = { method: "POST", headers, body, redirect: "manual", signal };
  try {
    return await Promise.race([isTaken(fetch, url, init), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
