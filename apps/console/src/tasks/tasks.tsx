import type { StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { now } from "../api/clock.ts";
import { useCursorList } from "../api/use-cursor-list.ts";
import { groupParcels } from "../find/parcels.ts";
import { dayOf } from "../format.ts";
import { DataAge } from "../parts/data-age.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField } from "../parts/field.tsx";
import { Icon } from "../parts/icons.tsx";
import { ListEnd } from "../parts/list-end.tsx";
import { Page } from "../parts/page.tsx";
import { useAction } from "../parts/use-action.ts";
import { addressOf, go, usePlace } from "../router.ts";
import { saveFile } from "../save-file.ts";
import { useSession } from "../session/session.ts";
import { Story } from "../story/story.tsx";
import { useWords } from "../texts/use-words.ts";
import { TaskCard } from "./task-card.tsx";

const choices = ["waiting", "mine", "done"] as const;
type Choice = (typeof choices)[number];

/** Which tasks a choice stands for. */
const toQuery = (choice: Choice, caller: string) => {
  if (choice === "done") return { state: "done" } as const;
  return choice === "mine" ? ({ state: "taken", takenBy: caller } as const) : {};
};

/** What has to be looked after, each by one person. */
export function Tasks() {
  const { t, language } = useWords();
  const { desk, me, may } = useSession();
  const { query } = usePlace();
  const choice = choices.find((own) => own === query.get("which")) ?? "waiting";
  const wanted = toQuery(choice, me.caller);
  const list = useCursorList(`tasks ${choice}`, async (cursor, signal) => {
    const { tasks, nextCursor } = await desk.tasks.search({ ...wanted, cursor }, { signal });
    return { rows: tasks, nextCursor };
  });
  const { rows, refresh } = list;
  const [opened, setOpened] = useState<StoredMessage>();
  const [parcel] = opened ? groupParcels([opened]) : [];
  const saving = useAction();
  const save = () =>
    saving.run(async () =>
      saveFile(`nxzalo-${dayOf(now())}-tasks.csv`, await desk.tasks.table({ ...wanted, language })),
    );
  return (
    <Page title={t.pages.tasks} aside={<DataAge {...list} />}>
      <p class="lead">{t.tasks.lead}</p>
      <div class="list-head">
        <SelectField
          label={t.tasks.which}
          value={choice}
          onValue={(which) => go(addressOf("tasks", { which }), { replace: true })}
          options={[
            ["waiting", t.tasks.waiting],
            ["mine", t.tasks.mine],
            ["done", t.tasks.states.done],
          ]}
        />
        <button type="button" class="button" aria-disabled={saving.isBusy} onClick={() => void save()}>
          <Icon name="download" />
          {t.tasks.csv}
        </button>
      </div>
      {saving.error !== undefined && <ErrorNote error={saving.error} onRetry={() => void save()} />}
      {rows?.length === 0 && <p class="empty">{t.tasks.nothing}</p>}
      <ul class="cards">
        {rows?.map((task) => (
          <TaskCard
            key={task.message.messageId}
            task={task}
            onChange={refresh}
            onOpen={may("read") ? () => setOpened(task.message) : undefined}
          />
        ))}
      </ul>
      <ListEnd list={list} />
      {parcel && (
        <Dialog title={t.story.title} onClose={() => setOpened(undefined)}>
          <Story parcel={parcel} onChange={refresh} />
        </Dialog>
      )}
    </Page>
  );
}
