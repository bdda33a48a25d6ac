/** What can go wrong on the way, by name. */
export const faultNames = [
  "slow_answer",
  "closed_before_read",
  "closed_after_read",
  "html_502",
  "truncated_json",
  "empty_200",
  "code_as_string",
  "oversized_body",
  "redirect",
  "no_answer",
  "not_utf8",
  "success_without_data",
  "numeric_journey_id",
] as const;

/** One of {@link faultNames}. */
export type Fault = (typeof faultNames)[number];

/** How long a `slow_answer` takes, and how long `no_answer` holds a connection before it closes it. */
const faultDelaysMs = { slow_answer: 3_000, no_answer: 60_000 } as const;

/** Waits, unless the caller leaves first. */
function delay(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    }, delayMs);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

/**
 * Waits as long as a fault makes the caller wait.
 *
 * @throws the signal's reason, once the caller leaves.
 */
export async function waitForFault(fault: Fault | undefined, signal: AbortSignal): Promise<void> {
  if (fault === "slow_answer" || fault === "no_answer") await delay(faultDelaysMs[fault], signal);
}

/** The connection breaks; `sent` says whether the request had been read. In-process callers get it thrown. */
export class ConnectionClosed extends TypeError {
  readonly sent: boolean;
  constructor(sent: boolean) {
    super("fetch failed: the sandbox closed the connection");
    this.name = "TransportFailure";
    this.sent = sent;
  }
}

const json = (body: BodyInit, status = 200) =>
  new Response(body, { status, headers: { "content-type": "application/json" } });

/** Changes an answer into a broken one. */
export async function breakReply(fault: Fault | undefined, answer: Response): Promise<Response> {
  const text = () => answer.text();
  switch (fault) {
    case "html_502":
      return new Response("<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>", {
        status: 502,
        headers: { "content-type": "text/html" },
      });
    case "truncated_json":
      return json((await text()).slice(0, 60));
    case "empty_200":
      return json("");
    case "code_as_string":
      return json((await text()).replace(/"code":(-?\d+)/, '"code":"$1"'));
    case "oversized_body":
      return json(`{"code":0,"padding":"${"x".repeat(2 * 1024 * 1024)}"}`);
    case "redirect":
      return new Response(null, { status: 302, headers: { location: "https://login.invalid/" } });
    case "not_utf8":
      return json(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    case "success_without_data":
      return json('{"code":0,"message":"Success"}');
    case "numeric_journey_id":
      return json((await text()).replace(/"journeyId":"(\d+)"/, '"journeyId":$1'));
    default:
      return answer;
  }
}
