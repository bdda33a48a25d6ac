import { readFileSync } from "node:fs";
import type { BatchInput } from "@nxzalo/batch";
import { type FileRows, type Mapping, parseMapping, toMessages } from "@nxzalo/batch/files";
import type { TokenType } from "@nxzalo/client";
import type { GatewayFlags } from "../flags.ts";

export interface SendFileFlags extends GatewayFlags {
  readonly template?: string;
  readonly tokenType?: TokenType;
  readonly map?: string;
  readonly check: boolean;
  readonly rate?: number;
  readonly at?: string;
  readonly occasion?: string;
}

/** What the columns are, by the file of `--map`. */
export const readMapping = ({ map }: Pick<SendFileFlags, "map">): Mapping | undefined =>
  map === undefined ? undefined : parseMapping(readFileSync(map, "utf8"));

/** The rows as messages, at the time that is asked for where a row has none of its own. */
export async function* messagesOf(rows: FileRows, flags: SendFileFlags): AsyncGenerator<BatchInput> {
  const { template: templateId, tokenType, at } = flags;
  for await (const message of toMessages(rows, { mapping: readMapping(flags), templateId, tokenType }))
    yield at === undefined || "issues" in message || message.sendAt ? message : { ...message, sendAt: at };
}
