import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

export interface VirtualListProps<Row> {
  readonly rows: readonly Row[];
  readonly rowHeight: number;
  readonly keyOf: (row: Row) => string;
  readonly label: string;
  /** Above the rows, and always to be seen. */
  readonly head: ComponentChildren;
  readonly renderRow: (row: Row) => ComponentChildren;
  /** How many there are in all; -1 where that is not known yet. */
  readonly rowCount: number;
  /** Called where the end of what is there comes near; absent where nothing is to come by itself. */
  readonly onEnd: (() => void) | undefined;
  /** Holds the first row that is seen. */
  readonly inView: { current: Row | undefined };
}

const nearEnd = 40;

/** More rows than these are not printed. */
export const printedAtMost = 2_000;

/** The virtualizer of a scrolling element, drawn anew at each change of its. */
function useVirtualizer<Row>({ rows, rowHeight }: VirtualListProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [, draw] = useState({});
  const options: VirtualizerOptions<HTMLDivElement, HTMLDivElement> = {
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    // Without keys of its own: another function for them at each draw would have all places computed anew. All rows have one height.
    overscan: 6,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw({}),
  };
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return { box, virtualizer };
}

/** What is looked at stays where it is when rows come before it. */
function useSteadyView<Row>({ rows, rowHeight, keyOf }: VirtualListProps<Row>, element: HTMLDivElement | null) {
  const first = useRef<string>(undefined);
  useLayoutEffect(() => {
    const before = first.current;
    const [newest] = rows;
    first.current = newest === undefined ? undefined : keyOf(newest);
    if (!element || before === undefined || element.scrollTop === 0 || before === first.current) return;
    const added = rows.findIndex((row) => keyOf(row) === before);
    if (added > 0) element.scrollTop += added * rowHeight;
  }, [rows, rowHeight, keyOf, element]);
}

/** Whether the page is being printed. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useLayoutEffect(() => {
    const follow = ({ type }: Event) => setPrinting(type === "beforeprint");
    addEventListener("beforeprint", follow);
    addEventListener("afterprint", follow);
    return () => {
      removeEventListener("beforeprint", follow);
      removeEventListener("afterprint", follow);
    };
  }, []);
  return isPrinting;
}

interface CellsProps<Row> extends Pick<VirtualListProps<Row>, "renderRow"> {
  readonly row: Row;
}

/** The cells of a row: as long as it is the same, they are not drawn anew while others scroll by. */
function Cells<Row>({ row, renderRow }: CellsProps<Row>) {
  return useMemo(() => <>{renderRow(row)}</>, [row, renderRow]);
}

/** A table of as many rows as one likes, of which only those that are seen are drawn; on paper all of them, up to a bound. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { rows, rowHeight, keyOf, label, head, renderRow, rowCount, onEnd, inView } = props;
  const { box, virtualizer } = useVirtualizer(props);
  useSteadyView(props, box.current);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const drawn = useIsPrinting()
    ? rows.slice(0, printedAtMost).map((_, index) => ({ index, start: index * rowHeight }))
    : items;
  useLayoutEffect(() => {
    inView.current = rows[items[0]?.index ?? 0];
  });
  useEffect(() => {
    if (last >= rows.length - nearEnd) onEnd?.();
  }, [last, rows, onEnd]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <div ref={box} class="virtual" role="table" aria-label={label} aria-rowcount={rowCount} tabIndex={0}>
      <div class="virtual-head" role="rowgroup">
        {head}
      </div>
      <div role="rowgroup" class="virtual-body" style={{ "--list-height": `${virtualizer.getTotalSize()}px` }}>
        {drawn.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const style = { "--row-top": `${start}px`, "--row-height": `${rowHeight}px` };
          return (
            <div key={keyOf(row)} role="row" aria-rowindex={index + 2} class="virtual-row" style={style}>
              <Cells row={row} renderRow={renderRow} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
