import type { CheckSummary } from "@nxzalo/batch";
import { useState } from "preact/hooks";
import { useTemplates } from "../api/use-templates.ts";
import { Page } from "../parts/page.tsx";
import { useStore } from "../store.ts";
import { useWords } from "../texts/use-words.ts";
import { Choose } from "./choose.tsx";
import { Columns } from "./columns.tsx";
import { DryRun } from "./dry-run.tsx";
import { hasHeadings, type OpenFile, toPlan } from "./plan.ts";
import { fileRun } from "./run.ts";
import { Sending } from "./sending.tsx";
import { UnfinishedFiles } from "./unfinished.tsx";

/** A file's rows as messages: chosen, mapped, checked, sent. Nothing is sent before the last step. */
export function SendFile() {
  const { t } = useWords();
  const templates = useTemplates();
  const last = useStore(fileRun);
  const [file, setFile] = useState<OpenFile | undefined>(last?.plan.file);
  const [checked, setChecked] = useState<CheckSummary | undefined>(last?.checked);
  const change = (next: OpenFile | undefined) => {
    setFile(next);
    setChecked(undefined);
  };
  const plan = file && templates && toPlan(file, templates);
  return (
    <Page title={t.pages.file}>
      <p class="lead">{t.file.lead}</p>
      {!file && <UnfinishedFiles />}
      {templates && !last?.isBusy && <Choose file={file} templates={templates} onFile={change} />}
      {file && hasHeadings(file) && templates && !last?.isBusy && (
        <Columns file={file} templates={templates} onFile={change} />
      )}
      {plan && <DryRun key={plan.key} plan={plan} onChecked={setChecked} />}
      {plan && checked && checked.send + (checked.sent ?? 0) > 0 && (
        <Sending key={`send ${plan.key}`} plan={plan} checked={checked} />
      )}
    </Page>
  );
}
