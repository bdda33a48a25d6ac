// The show: the sandbox and the gateway on loopback, a journey through both, and its receipts on the way back.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { formatLogLine } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { defaultPort, gatewayConfigFromEnv, logWarnings, startGateway, type WriteLog } from "nxzalo-gateway";
import { onFreePort } from "nxzalo-testing/loopback";
import { emulatedAccount } from "../../packages/cli/src/servers/emulated-account.ts";
import { makeConsoleLink } from "./console-link.ts";
import { holdBack, quietHoursNow } from "./hold-back.ts";
import { leaveOne } from "./leave-one.ts";
import { requestToken } from "./request-token.ts";
import { sendAgain } from "./send-again.ts";
import { sendMessages } from "./send-messages.ts";
import { showJourney } from "./show-journey.ts";
import { offerParcels } from "./thousand-parcels.ts";
import { watchReceipts } from "./watch-receipts.ts";

const { env } = process;

/** During the show the terminal is the show's: of the gateway's log, what is wrong alone is written. */
let isShowing = true;
const write: WriteLog = (line) => {
  if (!isShowing || line.level !== "info") console.log(formatLogLine(line));
};

/** A gateway on every address is called on this machine's own. */
function localUrl(host: string, port: number): string {
  if (["0.0.0.0", "::"].includes(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function startSandbox(): Promise<{ sandbox: ListeningSandbox; variables: Record<string, string> }> {
  const emulator = createSandbox();
  const sandbox = await onFreePort(8788, (port) => listen(emulator, { port }));
  const variables = {
    // An algorithm may be tried out. The sandbox reaches the gateway on this machine, and the terminal shows its receipts.
    ...emulatedAccount(emulator, sandbox.url, env),
    // In the console a number is typed as its customer says it.
    NXCLOUD_DEFAULT_COUNTRY_CODE: env["NXCLOUD_DEFAULT_COUNTRY_CODE"] ?? "84",
    TEMPLATES_FILE: env["TEMPLATES_FILE"] ?? fileURLToPath(new URL("templates.json", import.meta.url)),
    QUIET_HOURS: env["QUIET_HOURS"] ?? quietHoursNow(),
    // Asked for again, also after a crash, the same order has the same token.
    // A gateway that is started here later, with an account, has a store of its own.
    SQLITE_PATH: env["SQLITE_PATH"] ?? "data/demo.db",
    // A DATABASE_URL that is for something else comes without a STORE_KEY.
    DATABASE_URL: env["STORE_KEY"] ? (env["DATABASE_URL"] ?? "") : "",
  };
  return { sandbox, variables };
}

async function main(): Promise<void> {
  const started = await startSandbox();
  const generatedKey = env["GATEWAY_API_KEYS"] ? undefined : randomBytes(24).toString("hex");
  const variables = {
    ...env,
    ...started.variables,
    ...(generatedKey && { GATEWAY_API_KEYS: `demo:send+tokens+read+admin:${generatedKey}` }),
  };
  logWarnings(console.error);
  if (env["DATABASE_URL"] && !env["STORE_KEY"]) console.log("DATABASE_URL is left aside: it needs a STORE_KEY");
  const config = gatewayConfigFromEnv(variables);
  const receipts = watchReceipts();
  const { onReceipt } = receipts;
  const start = (port: number) =>
    startGateway({ ...config, port, publicUrl: localUrl(config.host, port) }, write, { onReceipt });
  const gateway = env["PORT"] ? await start(config.port) : await onFreePort(defaultPort, start);

  const stop = () => void Promise.all([gateway.close(), started.sandbox.close()]).then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);

  console.log(`sandbox   ${started.sandbox.url}   an emulator of NXCLOUD: unofficial, no account needed`);
  console.log(`gateway   ${gateway.url}   in front of the sandbox`);
  const link = generatedKey && config.port > 0 ? await makeConsoleLink(gateway, generatedKey) : undefined;
  console.log(
    `console   ${link ?? `${gateway.url}/console/`}   ${link ? "signs one person in, once, within 15 minutes" : ""}`,
  );
  const show = async () => {
    const journey = await requestToken(gateway, { keys: variables.GATEWAY_API_KEYS ?? "", generatedKey });
    // With any free port (PORT=0) the gateway could not know where it would be reached.
    if (config.port === 0) return;
    await sendMessages(journey, receipts);
    await showJourney(journey);
    await sendAgain(journey, receipts);
    await holdBack(journey);
    await leaveOne(journey, receipts);
    offerParcels(journey, generatedKey);
  };
  // A database that cannot be reached, or a key that may not send, ends the show but not the servers.
  await show().catch((error: Error) => console.log(`\nno more of the show: ${error.message}`));
  isShowing = false;
  console.log("\nWhat is called from now on is logged below. Ctrl-C stops it.");
}

await main().catch((error: NodeJS.ErrnoException) => {
  const taken = `port ${env["PORT"]} is taken: set another PORT, or none to have the next free one`;
  console.error(error.code === "EADDRINUSE" ? taken : error.message);
  process.exit(1);
});
