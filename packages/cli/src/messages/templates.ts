import { createDeskClient } from "@nxzalo/client/desk";
import { type CliContext, printJson, say } from "../context.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printTable } from "../terminal/table.ts";

/** The approved templates, as far as the gateway has been given them. */
export async function listTemplates(context: CliContext, flags: GatewayFlags) {
  const { t } = context;
  const { templates } = await createDeskClient(connect(context, flags)).templates();
  if (flags.json) return printJson(context, { templates });
  if (templates.length === 0)
    return say(context, t("the gateway has no TEMPLATES_FILE", "gateway không có TEMPLATES_FILE"));
  const columns = ["ID", t("NAME", "TÊN"), "TAG", t("VARIABLES", "BIẾN"), t("PRICE", "GIÁ")];
  const rows = templates.map(({ id, name, tag, variables, price }) => [
    id,
    name ?? "",
    String(tag ?? ""),
    Object.entries(variables ?? {})
      .map(([variable, { required = true }]) => (required ? variable : `[${variable}]`))
      .join(" "),
    price ? `${price.amount} ${price.currency}` : "",
  ]);
  printTable(context, columns, rows);
}
