/** What orval's functions call: a `fetch` that knows where the gateway is, and gives what they promise. */
export async function callGateway<Response>(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`${process.env["GATEWAY_URL"]}${path}`, init);
  const text = await response.text();
  return { status: response.status, data: text ? JSON.parse(text) : undefined, headers: response.headers } as Response;
}
