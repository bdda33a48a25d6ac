import { styleText } from "node:util";
import { configFromEnv, isNxZaloError, type NxZaloConfig } from "@nxzalo/core";
import { issueText } from "@nxzalo/core/vi";
import { type CliContext, print, printJson } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { safeText } from "../terminal/safe-text.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import { checkGateway } from "./gateway.ts";
import { checkServer } from "./network.ts";
import { checkProxies } from "./proxies.ts";

const nxcloud = "https://api.nxcloud.com";
const colours = { ok: "green", warn: "yellow", fail: "red" } as const;

/** NXCLOUD's variables, where any of them is set: this machine is a gateway's, or calls NXCLOUD by itself. */
function readAccount({ env, t, language }: CliContext): {
  readonly findings: readonly Finding[];
  readonly config?: NxZaloConfig;
} {
  if (!Object.keys(env).some((name) => name.startsWith("NXCLOUD_"))) return { findings: [] };
  const name = t("account", "tài khoản");
  try {
    const config = configFromEnv(env);
    return { config, findings: [ok(name, t("the NXCLOUD_ variables are complete", "các biến NXCLOUD_ đầy đủ"))] };
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    return {
      findings: (error.issues ?? []).map((issue) =>
        fail(name, `${issue.path.join(".")} ${language === "vi" ? issueText(issue) : issue.message}`),
      ),
    };
  }
}

/** Where NXCLOUD posts receipts: whether it leads to a gateway. Nothing is posted. */
async function checkReceiptsUrl(context: CliContext): Promise<Finding[]> {
  const { env, t } = context;
  const name = t("receipts", "báo nhận");
  const { PUBLIC_URL: url, RECEIPT_KEYS: keys } = env;
  if (!url && !keys) return [];
  if (!url || !keys)
    return [warn(name, t("PUBLIC_URL and RECEIPT_KEYS go together", "PUBLIC_URL và RECEIPT_KEYS phải đi cùng nhau"))];
  const scheme = url.startsWith("http:")
    ? [warn(name, t("PUBLIC_URL is not https: the key in it can be read", "PUBLIC_URL không phải https"))]
    : [];
  return [...scheme, ...(await checkServer(context, name, `${url.replace(/\/+$/, "")}/healthz`))];
}

/** Looks at what commands and gateways need, a line each; makes no call that is paid, or that needs a signature. */
export async function runDoctor(context: CliContext, flags: GatewayFlags) {
  const { process: terminal, t } = context;
  const account = readAccount(context);
  const findings = [
    ok("Node", process.versions.node),
    checkProxies(context),
    ...account.findings,
    ...(await checkServer(context, "NXCLOUD", account.config?.baseUrl ?? nxcloud)),
    ...(await checkGateway(context, flags)),
    ...(await checkReceiptsUrl(context)),
  ];
  const hasFailed = findings.some(({ level }) => level === "fail");
  if (flags.json) printJson(context, { findings });
  else
    for (const { name, level, text, hint } of findings) {
      const mark = styleText(colours[level], level.padEnd(4), { stream: terminal.stdout });
      print(
        context,
        `${mark}  ${name.padEnd(16)}  ${safeText(text)}${hint === undefined ? "" : `: ${safeText(hint)}`}`,
      );
    }
  if (!flags.json && !hasFailed) print(context, t("nothing is wrong", "không có gì sai"));
  return hasFailed ? exitCodes.failed : exitCodes.done;
}
