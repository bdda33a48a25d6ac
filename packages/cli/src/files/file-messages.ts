import type { BatchInput } from "@nxzalo/batch";
import { type FileRows, type Mapping, type MessageOptions, parseMapping, toMessages } from "@nxzalo/batch/files";
import { isNxZaloError, type TokenType } from "@nxzalo/client";
import type { CliContext } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { readTextFile } from "../read-file.ts";
import { withHeadingHint } from "./heading-hint.ts";
import type { FileFlags } from "./open-file.ts";

export interface SendFileFlags extends GatewayFlags, FileFlags {
  readonly template?: string;
  readonly tokenType?: TokenType;
  readonly map?: string;
  readonly check: boolean;
  readonly rate?: number;
  readonly at?: string;
  readonly occasion?: string;
}

/** What the columns are, by the file of `--map`. @throws CommandError that names the file, where it is no JSON; ConfigError for what it says. */
export function readMapping({ t }: CliContext, { map }: Pick<SendFileFlags, "map">): Mapping | undefined {
  if (map === undefined) return undefined;
  try {
    return parseMapping(readTextFile(map));
  } catch (error) {
    const isNoJson = isNxZaloError(error) && error.issues?.some(({ code }) => code === "json_wrong");
    throw isNoJson ? new CommandError(`--map ${map}: ${t("is no JSON", "không phải JSON")}`, exitCodes.usage) : error;
  }
}

/** A message at a time, where it has none of its own. */
async function* atTime(messages: AsyncIterable<BatchInput>, sendAt: string): AsyncGenerator<BatchInput> {
  for await (const message of messages) yield "issues" in message || message.sendAt ? message : { ...message, sendAt };
}

/**
 * The rows as messages, at the time that is asked for where a row has none of its own.
 *
 * @throws ConfigError as `toMessages` does.
 */
export function messagesOf(
  context: CliContext,
  rows: FileRows,
  flags: SendFileFlags,
  templates: MessageOptions["templates"],
): AsyncIterable<BatchInput> {
  const { template: templateId, tokenType, at } = flags;
  const options = { mapping: readMapping(context, flags), templateId, tokenType, templates };
  const messages = withHeadingHint(context, rows, () => toMessages(rows, options));
  return at === undefined ? messages : atTime(messages, at);
}
