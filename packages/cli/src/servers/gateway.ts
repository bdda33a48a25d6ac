import { existsSync } from "node:fs";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import type { CliContext } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { reportError } from "../report-error.ts";
import { emulatedAccount } from "./emulated-account.ts";
import { portIsTaken } from "./port-is-taken.ts";

export interface GatewayServerFlags extends CommonFlags {
  readonly sandbox: boolean;
  readonly port?: number;
  readonly data?: string;
}

type Fail = (error: unknown) => never;

/** The gateway's own program, as it was built: its files lie beside this one. */
interface GatewayProgram {
  readonly runGateway: (fail: Fail) => Promise<void>;
}

/** The store of a gateway in front of the emulator: messages that wait in production's would be sent to the emulator, and be spent. */
const sandboxData = "./data/sandbox.db";

const program = new URL("./gateway/process.js", import.meta.url);

/** The emulator, in place of an account, and what leads the gateway to it, and its receipts back. */
async function startSandbox(port: string, env: CliContext["env"]): Promise<Record<string, string>> {
  const sandbox = createSandbox();
  const { url } = await listen(sandbox);
  // On any free port, the gateway could not say where it is.
  const publicUrl = port === "0" ? "" : `http://127.0.0.1:${port}`;
  return { ...emulatedAccount(sandbox, url, env), PUBLIC_URL: publicUrl };
}

/** What keeps the gateway from starting, as every command says what it failed with; the process ends, whatever else was begun in it. */
const createFail =
  (context: CliContext, port: string): Fail =>
  (error) => {
    const isTaken = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "EADDRINUSE";
    const told = isTaken ? portIsTaken(context, port) : error;
    process.exit(reportError(context, told, { acts: false }));
  };

/** Becomes a gateway, by its environment variables: it serves until a signal ends this process. */
export async function serveGateway(context: CliContext, flags: GatewayServerFlags): Promise<void> {
  const { env, t } = context;
  const { sandbox: isEmulated } = flags;
  const data = flags.data ?? (isEmulated ? sandboxData : undefined);
  if (!existsSync(program))
    throw new CommandError(t("the gateway is not part of this build", "bản này không có gateway"), exitCodes.failed);
  const port = String(flags.port ?? (env["PORT"] || 8787));
  const own = data === undefined ? {} : { SQLITE_PATH: data, DATABASE_URL: "" };
  Object.assign(process.env, { PORT: port, ...own }, isEmulated && (await startSandbox(port, env)));
  const { runGateway } = (await import(program.href)) as GatewayProgram;
  await runGateway(createFail(context, port));
}
