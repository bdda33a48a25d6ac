import type { Sandbox } from "@nxzalo/sandbox";

/** One request that the emulator answered, as it is shown. */
export interface SeenCall {
  readonly path: string;
  /** NXCLOUD's code; undefined where there was no answer. */
  readonly code: number | undefined;
  readonly phone: string | undefined;
  readonly templateId: string | undefined;
  readonly tookMs: number;
}

/** One receipt that was posted. */
export interface SeenReceipt {
  readonly status: string;
  readonly requestId: string | undefined;
  readonly isTaken: boolean;
}

/** Who hears of what the emulator does. */
export interface SandboxObserver {
  onCall(call: SeenCall): void;
  onReceipt(receipt: SeenReceipt): void;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The same emulator, which tells of each call and each receipt. */
export function watchSandbox(sandbox: Sandbox, { onCall, onReceipt }: SandboxObserver): Sandbox {
  const watched: Pick<Sandbox, "fetch" | "deliver"> = {
    async fetch(input, init) {
      const before = sandbox.calls.length;
      const startedAt = performance.now();
      try {
        return await sandbox.fetch(input, init);
      } finally {
        const call = sandbox.calls[before];
        const { phone, messageData } = parse(call?.body ?? "{}");
        const templateId = textOf((messageData as Record<string, unknown> | undefined)?.["templateId"]);
        const tookMs = performance.now() - startedAt;
        if (call) onCall({ path: call.path, code: call.code, phone: textOf(phone), templateId, tookMs });
      }
    },
    deliver: (fetch, options) =>
      sandbox.deliver(async (url, init) => {
        const { status, requestId } = parse(String(init.body));
        const seen = { status: String(status), requestId: textOf(requestId) };
        try {
          const response = await fetch(url, init);
          onReceipt({ ...seen, isTaken: response.ok });
          return response;
        } catch (error) {
          onReceipt({ ...seen, isTaken: false });
          throw error;
        }
      }, options),
  };
  return Object.assign(Object.create(sandbox) as Sandbox, watched);
}
