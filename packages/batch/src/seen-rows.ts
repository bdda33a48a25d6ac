/** An earlier row that a row is compared with. */
export interface SeenRow {
  /** Its number in the file. */
  readonly row: number;
  /** Whether both are one message; otherwise they only look alike. */
  readonly isSame: boolean;
  /** Whether both say the same. */
  readonly hasSameContent: boolean;
}

/** What a row is recognised by. */
export interface RowMarks {
  /** The same for all rows that look alike. */
  readonly group: string;
  /** The same for rows that are one message. */
  readonly identity: string;
  /** The same for rows that say the same. */
  readonly content: readonly string[];
}

/** The bits of a number are spread over all of it. */
function spread(bits: number): number {
  const half = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  const whole = Math.imul(half ^ (half >>> 15), 0x846ca68b);
  return (whole ^ (whole >>> 16)) >>> 0;
}

/** 64 bits of texts, to tell the rows of a file apart: nothing secret hangs on it, and SHA-256 takes ten times as long. */
function fingerprint(texts: readonly string[]): readonly [number, number] {
  let one = texts.length;
  let other = 0x9e3779b9;
  for (const text of texts) {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul((other ^ unit) + (one >>> 17), 0x85ebca6b);
    }
    // Where a text ends makes a difference.
    one = Math.imul(one ^ text.length, 0x01000193);
  }
  return [spread(one ^ (other >>> 7)), spread(other)];
}

/** Numbers that are kept of one row: two of its group, and halves of its identity's and its content's in one. */
const width = 3;
const rowsInPage = 16_384;

/** Where rows are found is kept in many small tables, so that one which grows leaves little behind. */
const tableCount = 1_024;
const firstPlaces = 16;
const growth = 1.5;
const mostTaken = 0.8;
const tableOf = (high: number) => high >>> 22;

/** The row numbers of a file by their order: told for the first, and for each after a gap. */
function createRowNumbers() {
  const firsts: number[] = [];
  const rows: number[] = [];
  let last = Number.NaN;
  return {
    add(index: number, row: number): void {
      if (row !== last + 1) {
        firsts.push(index);
        rows.push(row);
      }
      last = row;
    },
    find(index: number): number {
      let [from, to] = [0, firsts.length];
      while (to - from > 1) {
        const middle = (from + to) >>> 1;
        if ((firsts[middle] ?? 0) <= index) from = middle;
        else to = middle;
      }
      return (rows[from] ?? 0) + index - (firsts[from] ?? 0);
    },
  };
}

/**
 * Remembers the rows of a file by hashes, in 12 bytes each and 5 to 8 more to find them by: a million rows take 17 MiB. Two different rows
 * are taken for one in one of 30 million files of a million rows.
 */
export function createSeenRows() {
  const pages: Uint32Array[] = [];
  const rowNumbers = createRowNumbers();
  let count = 0;
  /** The rows of a hash: the number of each in order of coming, from 1 on; 0 is free. */
  const tables = Array.from({ length: tableCount }, () => new Uint32Array(firstPlaces));
  const counts = new Uint32Array(tableCount);

  const pageOf = (index: number) => pages[Math.floor(index / rowsInPage)] as Uint32Array;
  const placeInPage = (index: number) => (index % rowsInPage) * width;
  const lowOf = (index: number) => pageOf(index)[placeInPage(index) + 1] ?? 0;

  function put(table: Uint32Array, low: number, number: number): void {
    let place = low % table.length;
    while (table[place] !== 0) place = place + 1 === table.length ? 0 : place + 1;
    table[place] = number;
  }

  function grow(name: number): void {
    const table = tables[name] as Uint32Array;
    const larger = new Uint32Array(table.length * growth);
    for (const number of table) if (number !== 0) put(larger, lowOf(number - 1), number);
    tables[name] = larger;
  }

  /** Finds it by the first two from now on. */
  function append(high: number, low: number, marks: number, row: number): void {
    if (count % rowsInPage === 0) pages.push(new Uint32Array(rowsInPage * width));
    const page = pageOf(count);
    const at = placeInPage(count);
    page[at] = high;
    page[at + 1] = low;
    page[at + 2] = marks;
    rowNumbers.add(count, row);
    count += 1;
    const name = tableOf(high);
    const inTable = (counts[name] ?? 0) + 1;
    counts[name] = inTable;
    if (inTable > (tables[name]?.length ?? 0) * mostTaken) grow(name);
    put(tables[name] as Uint32Array, low, count);
  }

  return {
    /** Gives the earlier row that is the same message, or one that looks alike; remembers this one unless it is the same. */
    add(row: number, { group, identity, content }: RowMarks): SeenRow | undefined {
      const [high, low] = fingerprint([group]);
      const identityMark = (identity === group ? high : fingerprint([identity])[0]) >>> 16;
      const contentMark = fingerprint(content)[0] >>> 16;
      const table = tables[tableOf(high)] as Uint32Array;
      let alike: SeenRow | undefined;
      let place = low % table.length;
      while (table[place] !== 0) {
        const index = (table[place] ?? 0) - 1;
        place = place + 1 === table.length ? 0 : place + 1;
        const page = pageOf(index);
        const at = placeInPage(index);
        if (page[at] !== high || page[at + 1] !== low) continue;
        const mark = page[at + 2] ?? 0;
        const known = { row: rowNumbers.find(index), hasSameContent: (mark & 0xffff) === contentMark };
        if (mark >>> 16 === identityMark) return { ...known, isSame: true };
        alike ??= { ...known, isSame: false };
      }
      append(high, low, (identityMark << 16) | contentMark, row);
      return alike;
    },
  };
}
