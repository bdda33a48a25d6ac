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
  const notBoth = (one: string, other: string) =>
    new CommandError(t(`${one} or ${other}, not both`, `${one} hoặc ${other}, không dùng cả hai`), exitCodes.usage);
  if (failed && state) throw notBoth("--failed", "--state");
  if (today && day) throw notBoth("--today", "--day");
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
    labels: readPairs(t, "--label", label),
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

/** What did not arrive either, and has not failed at Zalo: NXCLOUD or the gateway refused it, or its time was over. */
const otherEnds: readonly MessageState[] = ["refused", "expired"];

/** The states of those that did not arrive by the same conditions and are not `failed`: an empty balance refuses every message, and none fails. */
async function findOtherEnds({ messages }: DeskClient, query: MessageSearch): Promise<readonly MessageState[]> {
  const pages = await Promise.all(
    otherEnds.map((state) => messages.search({ ...query, state, limit: 1, cursor: undefined })),
  );
  return otherEnds.filter((_, index) => pages[index]?.messages.length !== 0);
}

/** Messages, newest first, and why those failed that did. */
export async function searchMessages(context: CliContext, flags: SearchFlags) {
  const { t } = context;
  const desk = createDeskClient(connect(context, flags));
  const query = toQuery(context, flags);
  const { messages, nextCursor } = await find(desk, query, flags.all);
  const others = flags.failed ? await findOtherEnds(desk, query) : [];
  if (others.length > 0) {
    const named = others.map((state) => `--state ${state}`);
    say(
      context,
      t(
        `others did not go out at all: ask for them by ${named.join(" and by ")}`,
        `còn tin khác chưa hề được gửi đi: hãy xem bằng ${named.join(" và ")}`,
      ),
    );
  }
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
