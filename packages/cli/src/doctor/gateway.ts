import { isNxZaloError } from "@nxzalo/client";
import { createDeskClient } from "@nxzalo/client/desk";
import type { CliContext } from "../context.ts";
import { CommandError } from "../exit-codes.ts";
import { clientOptionsOf, findProfile } from "../profiles/connection.ts";
import { isReadByOthers, profileFileOf } from "../profiles/profile-file.ts";
import { hintOf } from "../report-error.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import { checkServer } from "./network.ts";

const timeoutMs = 5_000;

async function checkReady({ t }: CliContext, gateway: string): Promise<Finding> {
  const name = t("gateway store", "kho của gateway");
  try {
    const { ok: isReady, status } = await fetch(`${gateway}/readyz`, { signal: AbortSignal.timeout(timeoutMs) });
    if (isReady) return ok(name, t("ready", "sẵn sàng"));
    return fail(
      name,
      `HTTP ${status}`,
      t("the gateway's log says why it is not ready", "log của gateway cho biết lý do"),
    );
  } catch (error) {
    return fail(name, (error as Error).message);
  }
}

async function checkKey(
  context: CliContext,
  profile: { readonly gateway: string; readonly key: string },
): Promise<Finding> {
  const { t } = context;
  const name = t("key", "khóa");
  try {
    const { caller, scopes } = await createDeskClient(clientOptionsOf(profile)).me({ timeoutMs });
    const text = `${caller}: ${scopes.join(", ")}`;
    if (scopes.includes("read")) return ok(name, text);
    return warn(name, text, t("without `read` it finds nothing", "không có `read` thì không tra cứu được"));
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    return fail(name, error.code, error.hint === undefined ? "nxzalo login" : hintOf(context, error.hint));
  }
}

/** The gateway that commands would call: its server, its store and what the key may. */
export async function checkGateway(context: CliContext, flags: { readonly profile?: string }): Promise<Finding[]> {
  const { t, env } = context;
  const name = "gateway";
  try {
    const profile = findProfile(context, flags);
    const file = profileFileOf(env);
    const mode =
      profile.source !== "environment" && isReadByOthers(file)
        ? [
            warn(
              t("profiles", "hồ sơ"),
              t(`${file} can be read by others`, `người khác đọc được ${file}`),
              `chmod 600 ${file}`,
            ),
          ]
        : [];
    const server = await checkServer(context, name, `${profile.gateway}/healthz`);
    if (server.some(({ level }) => level === "fail")) return [...mode, ...server];
    return [...mode, ...server, await checkReady(context, profile.gateway), await checkKey(context, profile)];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // What was named is asked for; without a name, a machine may have no gateway.
    const level = flags.profile === undefined ? warn : fail;
    return [level(name, error.message, error.hint)];
  }
}
