import { zalo } from "../../../lib/zalo";

/** The proxy protocol's `POST /v1/messages`, for callers with a session. */
export async function POST({ method, url, headers, body }: Request): Promise<Response> {
  const { proxy } = await zalo();
  const reply = await proxy({ method, path: new URL(url).pathname, headers, body });
  return new Response(reply.body, { status: reply.status, headers: reply.headers });
}
