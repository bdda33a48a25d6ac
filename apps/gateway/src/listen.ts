import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a server listens. */
export interface Listening {
  readonly url: string;
  readonly port: number;
}

/** Resolves once a server listens; rejects with its own error. */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { family, address, port: actual } = server.address() as AddressInfo;
  return { url: `http://${family === "IPv6" ? `[${address}]` : address}:${actual}`, port: actual };
}
