import type { RunningGateway } from "nxzalo-gateway";

/** A link that opens the console for a lead, once; `undefined` where none can be made. */
export async function makeConsoleLink({ url }: RunningGateway, key: string): Promise<string | undefined> {
  const response = await fetch(`${url}/v1/sessions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Demo", role: "lead" }),
  }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as { url: string }).url : undefined;
}
