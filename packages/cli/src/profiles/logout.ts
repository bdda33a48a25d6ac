import { type CliContext, print, printJson } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { profileFileOf, readProfiles, writeProfiles } from "./profile-file.ts";

export async function logout(context: CliContext, { profile: name = "default", json }: GatewayFlags) {
  const { t, env } = context;
  const file = profileFileOf(env);
  const profiles = readProfiles(t, file);
  if (!Object.hasOwn(profiles, name))
    throw new CommandError(t(`no profile ${name}`, `không có hồ sơ ${name}`), exitCodes.failed);
  writeProfiles(file, Object.fromEntries(Object.entries(profiles).filter(([other]) => other !== name)));
  if (json) return printJson(context, { profile: name, deleted: true });
  print(context, t(`deleted ${name}`, `đã xóa ${name}`));
}
