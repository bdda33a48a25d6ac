import { randomUUID } from "node:crypto";
import {
  type AcceptedMessage,
  createProxyClient,
  isNxZaloError,
  type MessageRequest,
  type TokenType,
} from "@nxzalo/client";
import { type CliContext, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { type GatewayFlags, readPairs } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { readTextFile } from "../read-file.ts";
import { mayBeDone } from "../report-error.ts";
import { printFields } from "../terminal/table.ts";

export interface SendFlags extends GatewayFlags {
  readonly phone?: string;
  readonly template: string;
  readonly data?: readonly string[];
  readonly dataFile?: string;
  readonly journey?: string;
  readonly tokenType?: TokenType;
  readonly reference?: string;
  readonly label?: readonly string[];
  readonly app?: string;
  readonly at?: string;
  readonly idempotencyKey?: string;
}

/** The template's variables: those of a JSON file, and those that are given one by one. */
export function readTemplateData(
  { t }: Pick<CliContext, "t">,
  file: string | undefined,
  pairs: readonly string[] | undefined,
) {
  const own = readPairs(pairs) ?? {};
  if (file === undefined) return own;
  const refuse = (why: string) => new CommandError(`--data-file ${file}: ${why}`, exitCodes.usage);
  const text = readTextFile(file).replace(/^\ufeff/, "");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refuse(t("is no JSON", "không phải JSON"));
  }
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw refuse(
      t('must be an object of variables such as {"order":"1"}', 'phải là object các biến như {"order":"1"}'),
    );
  return { ...data, ...own };
}

/** What is shown of a message that was sent, or sent again. */
export const printSent = (context: CliContext, { messageId, state, requestId, journeyId }: AcceptedMessage) =>
  printFields(context, [
    ["messageId", messageId],
    [context.t("state", "trạng thái"), state],
    ["requestId", requestId ?? undefined],
    ["journeyId", journeyId],
  ]);

/** Sends one message. The key that makes a repeat harmless is shown, also where nothing is known of what became of it. */
export async function sendMessage(context: CliContext, flags: SendFlags) {
  const { t } = context;
  const { phone, template, journey, tokenType, reference, label, app, json } = flags;
  const idempotencyKey = flags.idempotencyKey ?? randomUUID();
  const request = {
    phone,
    templateId: template,
    templateData: readTemplateData(context, flags.dataFile, flags.data),
    journeyId: journey,
    tokenType,
    reference,
    labels: readPairs(label),
    sendAt: flags.at,
    app,
  } as MessageRequest;
  const client = createProxyClient(connect(context, flags));
  const sent = await client.sendTemplate(request, { idempotencyKey }).catch((error: unknown) => {
    if (isNxZaloError(error) && mayBeDone(error)) {
      const hint = `--idempotency-key ${idempotencyKey}`;
      say(
        context,
        t(
          `to repeat it safely, where the gateway has a store: ${hint}`,
          `để làm lại an toàn, nếu gateway có kho lưu: ${hint}`,
        ),
      );
    }
    throw error;
  });
  if (json) return printJson(context, { ...sent, idempotencyKey });
  printSent(context, sent);
}
