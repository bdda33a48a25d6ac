import {
  createDeskClient,
  type DeskClient,
  type MessageSearch,
  type MessageState,
  type StoredMessage,
} from "@nxzalo/client/desk";
import { type CliContext, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { type GatewayFlags, readPairs } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { printTable } from "../terminal/table.ts";
import { dayInVietnam, formatTime } from "../terminal/times.ts";
import { reasonOf } from "./reason.ts";

export interface SearchFlags extends GatewayFlags {
  readonly failed: boolean;
  readonly today: boolean;
  readonly state?: MessageState;
  readonly day?: string;
  readonly code?: number;
  readonly phone?: string;
  readonly phoneEnding?: string;
  readonly reference?: string;
  readonly referenceEnding?: string;
  readonly template?: string;
  readonly label?: readonly string[];
  readonly app?: string;
  readonly limit?: number;
  readonly all: boolean;
  readonly next?: string;
}

function toQuery({ t }: CliContext, flags: SearchFlags): MessageSearch {
  const { failed, today, state, day, all, limit, template, label } = flags;
  if ((failed && state) || (today && day))
    throw new CommandError(
      t("--failed beside --state, or --today beside --day", "--failed cùng --state, hoặc --today cùng --day"),
      exitCodes.usage,
    );
  const { code, phone, phoneEnding, reference, referenceEnding, app, next } = flags;
  return {
    state: failed ? "failed" : state,
    day: today ? dayInVietnam(new Date()) : day,
    code,
    phone,
    phoneEnding,
    reference,
    referenceEnding,
    templateId: template,
    labels: readPairs(label),
    app,
    limit: all ? 100 : limit,
    cursor: next,
  };
}

/** One page, or all of them. */
async function find({ messages }: DeskClient, query: MessageSearch, isAll: boolean) {
  const found: StoredMessage[] = [];
  let cursor = query.cursor;
  do {
    const page = await messages.search({ ...query, cursor });
    found.push(...page.messages);
    cursor = page.nextCursor ?? undefined;
  } while (isAll && cursor !== undefined);
  return { messages: found, nextCursor: cursor ?? null };
}

/** Messages, newest first, and why those failed that did. */
export async function searchMessages(context: CliContext, flags: SearchFlags) {
  const { t } = context;
  const { messages, nextCursor } = await find(
    createDeskClient(connect(context, flags)),
    toQuery(context, flags),
    flags.all,
  );
  if (flags.json) return printJson(context, { messages, nextCursor });
  const headings = [t("CREATED", "TẠO LÚC"), t("STATE", "TRẠNG THÁI"), t("PHONE", "SỐ"), t("REFERENCE", "MÃ ĐƠN")];
  const columns = [...headings, t("TEMPLATE", "MẪU"), "messageId", t("WHY", "LÝ DO")];
  const rows = messages.map((message) => [
    formatTime(message.createdAt),
    message.state,
    message.phone ?? "",
    message.reference ?? "",
    message.templateId,
    message.messageId,
    reasonOf(context, message)?.why ?? "",
  ]);
  if (rows.length > 0) printTable(context, columns, rows);
  else say(context, t("none", "không có"));
  if (nextCursor !== null)
    say(context, t(`more: --next ${nextCursor}, or --all`, `còn nữa: --next ${nextCursor}, hoặc --all`));
}
