import { input } from "./fixed-request.ts";
import { loadOf } from "./gateway-load.ts";
import { interleave } from "./interleave.ts";
import { startServer } from "./server-process.ts";

const rounds = 15;

/** The gateway and a server of `servers/` that does the same route, over the same upstream. */
export async function gatewayPairs(rival: string) {
  const upstream = await startServer("upstream");
  const env = { UPSTREAM: upstream.url };
  const servers = [await startServer("gateway", env), await startServer(rival, env)] as const;
  const [ours, theirs] = [loadOf([servers[0]], input), loadOf([servers[1]], input)];
  const pairs = await interleave(rounds, ours.measure, theirs.measure);
  await Promise.all([ours.close(), theirs.close()]);
  for (const server of [...servers, upstream]) server.stop();
  return pairs;
}
