import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";

// One gateway in a process of its own, to be killed at any moment.
const { env, limits } = JSON.parse(process.argv[2] ?? "") as {
  env: Record<string, string>;
  limits: { timeoutMs: number; deadlineMs: number; leaseMs: number };
};

/** Bugs are worth reading; what the store or NXCLOUD did is what the run is about. */
const write = (line: Readonly<Record<string, unknown>>) => {
  const { error } = line as { error?: { kind?: string } };
  if (error && error.kind === undefined) console.error(JSON.stringify(line));
};
// Callers keep their connections: one that is closed for its age would look like a crash.
const serverLimits = {
  headersMs: 60_000,
  requestMs: 60_000,
  keepAliveMs: 120_000,
  silenceMs: 120_000,
  checkEveryMs: 1_000,
};
process.removeAllListeners("warning");
process.once("disconnect", () => process.exit());
const gateway = await startGateway({ ...gatewayConfigFromEnv(env), ...limits }, write, { limits: serverLimits });
process.send?.(gateway.url);
