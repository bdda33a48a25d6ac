import { type Algorithm, canonicalString, sign } from "@nxzalo/core";
import { type CliContext, print, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { readTextFile } from "../read-file.ts";
import { readStdin, secretOf } from "../terminal/read-secret.ts";

export interface SignFlags extends CommonFlags {
  readonly body?: string;
  readonly accessKey?: string;
  readonly ts?: string;
  readonly algorithm: Algorithm;
}

/** Signs a body as NXCLOUD wants it, and shows what was hashed; the secret comes from the environment or is typed unseen. */
export async function signRequest(context: CliContext, flags: SignFlags) {
  const { env, t } = context;
  const accessKey = flags.accessKey ?? env["NXCLOUD_ACCESS_KEY"];
  if (!accessKey)
    throw new CommandError(
      t("give --access-key, or set NXCLOUD_ACCESS_KEY", "hãy nêu --access-key, hoặc đặt NXCLOUD_ACCESS_KEY"),
      exitCodes.usage,
    );
  if (flags.body === undefined && context.process.stdin.isTTY)
    say(context, t("Paste the body, then Ctrl-D:", "Dán body vào đây, rồi Ctrl-D:"));
  const body = flags.body === undefined ? await readStdin(context) : readTextFile(flags.body);
  const ts = flags.ts ?? String(Date.now());
  const { algorithm } = flags;
  const signed = { accessKey, action: "mt", bizType: "9", ts, body };
  const accessSecret = await secretOf(context, "NXCLOUD_ACCESS_SECRET");
  const headers = {
    accessKey,
    ts,
    bizType: "9",
    action: "mt",
    sign: sign({ ...signed, accessSecret, algorithm }),
    ...(algorithm === "sha256" && { algorithm }),
  };
  const canonical = canonicalString(signed);
  if (flags.json) return printJson(context, { canonical, headers });
  print(context, t("hashed, with &accessSecret=… after it:", "chuỗi được băm, phía sau là &accessSecret=…:"));
  print(context, `${JSON.stringify(canonical)}\n`);
  for (const [name, value] of Object.entries(headers)) print(context, `${name}: ${value}`);
}
