import { createDeskClient } from "@nxzalo/client/desk";
import { isLoopback } from "@nxzalo/core/internal";
import { type CliContext, print, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { askLine, readSecret } from "../terminal/read-secret.ts";
import { clientOptionsOf } from "./connection.ts";
import { profileFileOf, readProfiles, writeProfiles } from "./profile-file.ts";

export interface LoginFlags extends CommonFlags {
  readonly profile?: string;
  readonly gateway?: string;
  readonly unchecked: boolean;
}

async function readGateway(context: CliContext, given: string | undefined): Promise<string> {
  const { process, t } = context;
  if (given === undefined && !process.stdin.isTTY)
    throw new CommandError(t("--gateway is missing", "thiếu --gateway"), exitCodes.usage);
  const text = given ?? (await askLine(context, t("URL of the gateway: ", "URL của gateway: "))).trim();
  const url = URL.parse(text);
  const isUsable = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!isUsable) {
    const message = t(
      "the gateway must be a URL such as https://zalo.example",
      "gateway phải là URL, như https://zalo.example",
    );
    throw new CommandError(message, exitCodes.usage);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    say(context, t("http: the key travels unencrypted", "http: khóa đi trên mạng không mã hóa"));
  return url.href.replace(/\/+$/, "");
}

export async function login(
  context: CliContext,
  { profile: name = "default", gateway: given, unchecked, json }: LoginFlags,
) {
  const { t, env } = context;
  if (!/^[\w.-]{1,64}$/.test(name))
    throw new CommandError(
      t("a profile is named by letters and digits", "tên hồ sơ gồm chữ cái và chữ số"),
      exitCodes.usage,
    );
  const gateway = await readGateway(context, given);
  const key = await readSecret(context, t("Key (not shown): ", "Khóa (không hiện): "));
  if (!/^[!-~]+$/.test(key))
    throw new CommandError(
      t("the key must be one word of visible ASCII", "khóa phải là một từ ASCII"),
      exitCodes.usage,
    );
  const me = unchecked ? undefined : await createDeskClient(clientOptionsOf({ gateway, key })).me();
  const file = profileFileOf(env);
  writeProfiles(file, { ...readProfiles(t, file), [name]: { gateway, key } });
  if (json) return printJson(context, { profile: name, gateway, caller: me?.caller, scopes: me?.scopes, file });
  print(context, t(`stored as ${name} in ${file}`, `đã lưu là ${name} trong ${file}`));
  if (me)
    print(context, t(`${me.caller} may: ${me.scopes.join(", ")}`, `${me.caller} được phép: ${me.scopes.join(", ")}`));
}
