import { type CliContext, print, printJson } from "../context.ts";
import type { CommonFlags } from "../flags.ts";
import { formatTable } from "../terminal/table.ts";
import { profileFileOf, readProfiles } from "./profile-file.ts";

export async function listProfiles(context: CliContext, { json }: CommonFlags) {
  const { t, env, process } = context;
  const rows = Object.entries(readProfiles(t, profileFileOf(env))).map(([name, { gateway }]) => ({ name, gateway }));
  if (json) return printJson(context, { profiles: rows });
  const columns = [{ heading: t("NAME", "TÊN") }, { heading: "GATEWAY" }];
  print(
    context,
    formatTable(
      columns,
      rows.map(({ name, gateway }) => [name, gateway]),
      process.stdout,
    ),
  );
}
