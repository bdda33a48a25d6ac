import { styleText } from "node:util";
import { maskPhone } from "@nxzalo/core/internal";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { type CliContext, print } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { safeText } from "../terminal/safe-text.ts";
import { portIsTaken } from "./port-is-taken.ts";
import { untilStopped } from "./until-stopped.ts";
import { type SandboxObserver, watchSandbox } from "./watch-sandbox.ts";

export interface SandboxFlags extends CommonFlags {
  readonly port?: number;
  readonly host?: string;
  readonly webhook?: string;
}

const clock = () => new Date().toTimeString().slice(0, 8);

/** A line for each call and each receipt; as JSON, an object for each. */
function liveView(context: CliContext, isJson: boolean): SandboxObserver {
  const { stdout } = context.process;
  const colour = (isGood: boolean, text: string) => styleText(isGood ? "green" : "red", text, { stream: stdout });
  return {
    onCall({ path, code, phone, templateId, tookMs }) {
      const shown = phone && maskPhone(phone);
      if (isJson) return print(context, JSON.stringify({ call: path, code, phone: shown, templateId }));
      const result = colour(code === 0, code === undefined ? "no answer" : `code ${code}`);
      const about = [shown, templateId && `template ${templateId}`].filter(Boolean).join("  ");
      print(context, `${clock()}  call     ${path.padEnd(28)} ${result}  ${tookMs.toFixed(0)} ms  ${safeText(about)}`);
    },
    onReceipt({ status, requestId, isTaken }) {
      if (isJson) return print(context, JSON.stringify({ receipt: status, requestId, isTaken }));
      print(
        context,
        `${clock()}  receipt  ${status.padEnd(28)} ${colour(isTaken, isTaken ? "taken" : "not taken")}  ${requestId ?? ""}`,
      );
    },
  };
}

/** @throws CommandError for a port or a URL of receipts that cannot be one. */
function checkFlags({ t }: CliContext, { port = 0, webhook }: SandboxFlags): void {
  if (port < 0 || port > 65_535)
    throw new CommandError(t("--port must be 0 to 65535", "--port phải từ 0 đến 65535"), exitCodes.usage);
  if (webhook !== undefined && !/^https?:$/.test(URL.parse(webhook)?.protocol ?? ""))
    throw new CommandError(
      t("--webhook must be a URL such as http://127.0.0.1:3000/", "--webhook phải là URL như http://127.0.0.1:3000/"),
      exitCodes.usage,
    );
}

/** Serves the emulator until Ctrl-C, with a live view of what arrives. Its credentials are made up, public, and valid in it alone. */
export async function serveSandbox(context: CliContext, flags: SandboxFlags): Promise<void> {
  const { t } = context;
  const { port = 8788, host = "127.0.0.1", webhook, json } = flags;
  checkFlags(context, flags);
  const stopped = untilStopped();
  const sandbox = createSandbox({ webhook });
  const listening: ListeningSandbox = await listen(watchSandbox(sandbox, liveView(context, json)), {
    port,
    host,
  }).catch((error: NodeJS.ErrnoException) => {
    const isTaken = error.code === "EADDRINUSE";
    throw isTaken ? portIsTaken(context, port) : error;
  });
  const { url, close } = listening;
  const variables = {
    NXCLOUD_BASE_URL: url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
  };
  if (json) print(context, JSON.stringify({ url, variables }));
  else {
    print(
      context,
      t(
        `NXCLOUD emulated on ${url}; unofficial, Ctrl-C stops it`,
        `NXCLOUD giả lập tại ${url}; không chính thức, Ctrl-C để dừng`,
      ),
    );
    for (const [name, value] of Object.entries(variables)) print(context, `  ${name}=${value}`);
  }
  await stopped;
  await close();
}
