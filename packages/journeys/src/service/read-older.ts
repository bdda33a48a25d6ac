import { parseReceipt } from "@nxzalo/core";
import type { OlderKind, OlderRow } from "../store/older-rows.ts";
import type { ServiceContext } from "./context.ts";
import { decryptJourney, decryptMessage, decryptReceipt } from "./encrypted-fields.ts";
import { toMessageIndexes } from "./message-indexes.ts";
import { toReceiptRecord } from "./receive-receipt.ts";

/** Remembers, with the data, that all of it has been read. */
const settingName = "older versions";

/** A receipt may have half a mebibyte. */
const readAtOnce = 20;

/** What cannot be decrypted stays as it is. */
const decrypted = <T>(content: Promise<T>): Promise<T | undefined> => content.catch(() => undefined);

/** Goes through a kind of rows, page by page. */
async function readPages(
  { records }: ServiceContext,
  kind: OlderKind,
  complete: (page: readonly OlderRow[]) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: readonly OlderRow[] = await records.readOlder({ kind, after, limit: readAtOnce });
    if (page.length > 0) await complete(page);
    after = page.length < readAtOnce ? undefined : page.at(-1)?.row;
  }
}

async function completeJourneys({ records, encryption }: ServiceContext, page: readonly OlderRow[]): Promise<void> {
  const journeys = page.map(async ({ row: journeyId, ciphertext }) => {
    const { tokenType } = (await decrypted(decryptJourney(encryption, { journeyId, ciphertext }))) ?? {};
    return tokenType === undefined ? [] : [{ journeyId, tokenType }];
  });
  await records.completeJourneys((await Promise.all(journeys)).flat());
}

/** Recipient and reference of such a message stand with its journey alone. */
async function completeMessages({ records, encryption }: ServiceContext, page: readonly OlderRow[]): Promise<void> {
  const messages = page.map(async ({ row: messageId, ciphertext, journeyId }) => {
    const { templateId } = (await decrypted(decryptMessage(encryption, { messageId, ciphertext }))) ?? {};
    const journey = journeyId === null ? undefined : await records.find(journeyId);
    const opened = journey && (await decrypted(decryptJourney(encryption, journey)));
    const { phone = "", reference } = opened ?? {};
    const indexes = await toMessageIndexes(encryption, { phone, reference });
    return templateId === undefined ? [] : [{ messageId, templateId, ...indexes }];
  });
  await records.completeMessages((await Promise.all(messages)).flat());
}

/** They are taken once more, with the time at which they came. */
async function receiveAgain(context: ServiceContext, page: readonly OlderRow[]): Promise<void> {
  const { records, encryption } = context;
  for (const { row: receiptId, ciphertext, at: receivedAt } of page) {
    const raw = await decrypted(decryptReceipt(encryption, { receiptId, ciphertext }));
    if (raw) await records.receive(toReceiptRecord(context, parseReceipt(raw), { receiptId, ciphertext, receivedAt }));
  }
}

/**
 * Reads anew, once, what versions before 0.1.0-next.4 stored: journeys' types, messages' templates and what they are found by, then what
 * receipts say of states and costs. It may be broken off at any time, and run beside others that do the same.
 */
export async function readOlderVersions(context: ServiceContext): Promise<void> {
  const { records } = context;
  if ((await records.setting(settingName, "unread")) === "read") return;
  await readPages(context, "journeys", (page) => completeJourneys(context, page));
  await readPages(context, "messages", (page) => completeMessages(context, page));
  await readPages(context, "receipts", (page) => receiveAgain(context, page));
  await records.replaceSetting(settingName, { from: "unread", to: "read" });
}
