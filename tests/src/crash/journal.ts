import type { Sandbox } from "@nxzalo/sandbox";

/** A message as NXCLOUD has it. */
export interface SentMessage {
  /** The plan's name of it. */
  readonly message: string;
  readonly requestId: string | undefined;
  readonly journeyToken: string | undefined;
  /** Whether a gateway has taken a receipt of it. */
  readonly isTold: boolean;
}

interface SentBody {
  readonly ext?: string;
  readonly messageData: { readonly journeyToken?: string; readonly templateData: { readonly message: string } };
}

/** Every message that was accepted, as often as it was: also those whose sender was not told. */
export function readJournal({ calls, receipts }: Pick<Sandbox, "calls" | "receipts">): SentMessage[] {
  const receiptsOf = Map.groupBy(receipts, ({ body }) => body["ext"]);
  return calls.flatMap(({ path, body, code }) => {
    if (!path.endsWith("/mt")) return [];
    const { ext, messageData } = JSON.parse(body) as SentBody;
    const own = receiptsOf.get(ext) ?? [];
    // A call that was broken off has no code; what was accepted has receipts.
    if (code !== 0 && own.length === 0) return [];
    const requestId = own[0]?.body["requestId"];
    const isTold = own.some(({ state }) => state === "delivered");
    const { journeyToken, templateData } = messageData;
    return [
      {
        message: templateData.message,
        requestId: typeof requestId === "string" ? requestId : undefined,
        journeyToken,
        isTold,
      },
    ];
  });
}
