import type { StoredMessage } from "@nxzalo/client/desk";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useTemplates } from "../api/use-templates.ts";
import { groupParcels } from "../find/parcels.ts";
import { DataAge } from "../parts/data-age.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { Page } from "../parts/page.tsx";
import { printedAtMost, VirtualList } from "../parts/virtual-list.tsx";
import { addressOf, go, usePlace } from "../router.ts";
import { useSession } from "../session/session.ts";
import { Story } from "../story/story.tsx";
import { useWords } from "../texts/use-words.ts";
import { type BulkAction, BulkDialog } from "./bulk-dialog.tsx";
import { CsvButton } from "./csv-button.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { addressFilters, type Filters, isOfLastWeek, isReversed, privateFilters, readFilters } from "./filters.ts";
import { MessageHead, MessageRow } from "./message-row.tsx";
import { useMessages } from "./use-messages.ts";

const pick = (filters: Filters, names: readonly (keyof Filters)[]): Filters =>
  Object.fromEntries(names.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));

/** The filters: of the address, and those that it must not hold. */
function useFilters() {
  const { query } = usePlace();
  const [own, setOwn] = useState<Filters>({});
  const address = query.toString();
  const filters = useMemo(() => ({ ...readFilters(new URLSearchParams(address)), ...own }), [address, own]);
  const setFilters = (next: Filters) => {
    setOwn(pick(next, privateFilters));
    go(addressOf("messages", pick(next, addressFilters)), { replace: true });
  };
  return { filters, setFilters };
}

/** The same a moment after it was last changed: a search for each key would only be in the way. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 200);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Whether rows have two lines. */
function useIsNarrow(): boolean {
  const query = matchMedia("(max-width: 760px)");
  const [isNarrow, setNarrow] = useState(query.matches);
  useLayoutEffect(() => {
    const follow = ({ matches }: MediaQueryListEvent) => setNarrow(matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return isNarrow;
}

/** How much larger letters are than browsers have them by default: a row is as high as its text. */
const textScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

const idOf = ({ messageId }: StoredMessage) => messageId;

/** Every message, narrowed to what is looked for. */
export function Messages() {
  const { t, format } = useWords();
  const { me, may } = useSession();
  const { filters, setFilters } = useFilters();
  const settled = useSettled(filters);
  const inView = useRef<StoredMessage>(undefined);
  const list = useMessages(settled, inView);
  const { rows, isEnd, error, loadMore, refresh } = list;
  const templates = useTemplates();
  const isNarrow = useIsNarrow();
  const [scale] = useState(textScale);
  const [opened, setOpened] = useState<StoredMessage>();
  const [bulk, setBulk] = useState<BulkAction>();
  const people = filters.people ?? "";
  const renderRow = useCallback(
    (message: StoredMessage) => <MessageRow message={message} templates={templates} onOpen={setOpened} />,
    [templates],
  );
  const shown = opened && (rows?.find(({ messageId }) => messageId === opened.messageId) ?? opened);
  const [parcel] = shown ? groupParcels([shown]) : [];
  return (
    <Page title={t.messages.title} aside={<DataAge {...list} />}>
      {isNarrow ? (
        <details>
          <summary>{t.messages.filtersSet(format.number(Object.keys(filters).length))}</summary>
          <FilterBar filters={filters} onFilters={setFilters} />
        </details>
      ) : (
        <FilterBar filters={filters} onFilters={setFilters} />
      )}
      <div class="list-head">
        <p class="muted" role="status">
          {rows ? (isEnd ? t.messages.all : t.messages.loaded)(format.number(rows.length)) : t.loading}
          {isOfLastWeek(settled, me.limited === true) && ` · ${t.messages.lastWeek}`}
        </p>
        <div class="actions">
          {may("admin") && ["", "missed"].includes(people) && (
            <button type="button" class="button" onClick={() => setBulk("resend")}>
              {t.messages.bulk}
            </button>
          )}
          {may("admin") && ["", "waiting"].includes(people) && (
            <button type="button" class="button" onClick={() => setBulk("cancel")}>
              {t.messages.bulkCancel}
            </button>
          )}
          <CsvButton filters={settled} templates={templates} />
        </div>
      </div>
      {rows && rows.length > printedAtMost && (
        <p class="on-paper">{t.messages.printed(format.number(printedAtMost))}</p>
      )}
      {error !== undefined && <ErrorNote error={error} onRetry={rows ? () => void loadMore() : refresh} />}
      {rows?.length === 0 && isEnd && (
        <p class="empty">{isReversed(settled) ? t.messages.reversed : t.messages.nothing}</p>
      )}
      {rows && rows.length > 0 && (
        <VirtualList
          rows={rows}
          rowHeight={(isNarrow ? 76 : 44) * scale}
          keyOf={idOf}
          label={t.messages.list}
          head={<MessageHead />}
          renderRow={renderRow}
          rowCount={isEnd ? rows.length + 1 : -1}
          onEnd={error === undefined ? loadMore : undefined}
          inView={inView}
        />
      )}
      {parcel && (
        <Dialog title={t.story.title} onClose={() => setOpened(undefined)}>
          <Story parcel={parcel} onChange={refresh} />
        </Dialog>
      )}
      {bulk && (
        <BulkDialog
          action={bulk}
          filters={settled}
          templates={templates}
          onDone={refresh}
          onClose={() => setBulk(undefined)}
        />
      )}
    </Page>
  );
}
