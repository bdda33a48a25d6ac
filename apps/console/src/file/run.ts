import { type CheckSummary, createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile } from "@nxzalo/batch/files";
import { now } from "../api/clock.ts";
import { signedOut } from "../api/connection.ts";
import { announce } from "../parts/announcements.tsx";
import { tellError } from "../parts/error-note.tsx";
import { readPlace } from "../router.ts";
import type { Session } from "../session/session.ts";
import { createStore } from "../store.ts";
import type { Words } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";
import { readRun, remember } from "./remembered.ts";

const drawEveryMs = 200;

/** A file that is being sent, or was. */
export interface FileRun {
  readonly plan: Plan;
  /** What the dry run has found. */
  readonly checked: CheckSummary;
  readonly controller: AbortController;
  readonly isBusy: boolean;
  readonly summary?: RunSummary | undefined;
  readonly result?: Blob | undefined;
  readonly error?: unknown;
}

/** The last run of this tab: it goes on while other pages are looked at. */
export const fileRun = createStore<FileRun | undefined>(undefined);

// Under the next person's name its rows would have other keys.
signedOut.watch(() => {
  fileRun.read()?.controller.abort();
  fileRun.write(undefined);
});

/** Sends a file that was checked, unless one is on its way. Sent again, it goes on where it was. */
export async function sendFile(
  { plan, checked }: Pick<FileRun, "plan" | "checked">,
  { messages, me }: Session,
  words: Words,
): Promise<void> {
  if (fileRun.read()?.isBusy) return;
  const { t, format, language } = words;
  const controller = new AbortController();
  const { file, preview, templateId, tokenType, app, uses } = plan.file;
  const { caller } = me;
  const { startedAt } = readRun(file, { caller, templateId });
  // Of a file that has only its name and size in common with an earlier one, nothing was sent.
  const begunAt = ((checked.sent ?? 0) > 0 && startedAt) || now().toISOString();
  const record = { caller, templateId, tokenType, app, uses, startedAt: begunAt };
  /** Shows how far it is; gives whether it still is the last run. */
  const change = (changes: Partial<FileRun>): boolean => {
    const present = fileRun.read();
    if (present?.controller !== controller) return false;
    fileRun.write({ ...present, ...changes });
    return true;
  };
  /** Asks before the tab is closed. */
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  /** Shows how it ended, also on another page. */
  const end = (changes: Partial<FileRun>, text: string) => {
    removeEventListener("beforeunload", ask);
    const isPresent = change({ ...changes, isBusy: false });
    if (isPresent && readPlace(location.hash).page !== "file") announce(`${file.name}: ${text}`);
  };
  fileRun.write({ plan, checked, controller, isBusy: true });
  addEventListener("beforeunload", ask);
  remember(file, record);
  const parts: BlobPart[] = [];
  try {
    const output = await createResultFile({
      headings: preview.headings,
      delimiter: preview.delimiter,
      language,
      write: async (bytes) => void parts.push(bytes.slice()),
    });
    const batch = createBatch({ send: messages.sendTemplate, concurrency: 4 });
    const run = batch.run(await plan.messages(), { startedAt: new Date(begunAt), signal: controller.signal });
    let drawnAt = 0;
    for await (const row of run) {
      await output.add(row);
      if (performance.now() - drawnAt < drawEveryMs) continue;
      drawnAt = performance.now();
      change({ summary: run.summary });
    }
    await output.close();
    const { summary } = run;
    if (!summary.stopped) remember(file, { ...record, endedAt: now().toISOString() });
    const result = new Blob(parts, { type: "text/csv" });
    end({ summary, result }, t.file.progress(format.number(summary.rows), format.number(checked.rows)));
  } catch (error) {
    end({ error }, tellError(error, words).meaning);
  }
}
