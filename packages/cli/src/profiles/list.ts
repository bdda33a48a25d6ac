import { type CliContext, printJson } from "../context.ts";
import type { CommonFlags } from "../flags.ts";
import { printTable } from "../terminal/table.ts";
import { profileFileOf, readProfiles } from "./profile-file.ts";

export async function listProfiles(context: CliContext, { json }: CommonFlags) {
  const { t, env } = context;
  const rows = Object.entries(readProfiles(t, profileFileOf(env))).map(([name, { gateway }]) => ({ name, gateway }));
  if (json) return printJson(context, { profiles: rows });
  printTable(
    context,
    [t("NAME", "TÊN"), "GATEWAY"],
    rows.map(({ name, gateway }) => [name, gateway]),
  );
}
