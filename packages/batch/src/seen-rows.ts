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
  readonly group: readonly string[];
  /** The same for rows that are one message. */
  readonly identity: readonly string[];
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

/** Numbers that are kept of one row: two of its group, halves of its identity's and its content's in one, and the row before it at its place. */
const width = 4;
const pageBits = 14;
const rowsInPage = 1 << pageBits;

/** Numbers that are kept of one place: the last row whose hash leads there, and a bit for each of these rows. */
const placeWidth = 2;
/** A power of two. */
const firstPlaces = 4_096;
const rowsAtPlace = 4;

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
 * Remembers the rows of a file by hashes, in 16 bytes each and 2 to 8 more to find them by: a million rows take 17 MiB. Two different rows
 * are taken for one in one of 30 million files of a million rows.
 */
export function createSeenRows() {
  const pages: Uint32Array[] = [];
  const rowNumbers = createRowNumbers();
  let count = 0;
  /**
   * A row is its number in order of coming, from 1 on; 0 is none. By the bits most new rows are known to be new without a look at another row,
   * which is out of the processor's cache.
   */
  let places = new Uint32Array(firstPlaces * placeWidth);

  const pageOf = (index: number) => pages[index >>> pageBits] as Uint32Array;
  const placeInPage = (index: number) => (index & (rowsInPage - 1)) * width;
  const placeOf = (low: number) => (low * placeWidth) & (places.length - 1);
  const bitOf = (high: number) => 1 << (high >>> 27);

  function link(index: number): void {
    const page = pageOf(index);
    const at = placeInPage(index);
    const place = placeOf(page[at + 1] ?? 0);
    page[at + 3] = places[place] ?? 0;
    places[place] = index + 1;
    places[place + 1] = (places[place + 1] ?? 0) | bitOf(page[at] ?? 0);
  }

  function append(high: number, low: number, marks: number, row: number): void {
    if (count % rowsInPage === 0) pages.push(new Uint32Array(rowsInPage * width));
    const page = pageOf(count);
    const at = placeInPage(count);
    page[at] = high;
    page[at + 1] = low;
    page[at + 2] = marks;
    rowNumbers.add(count, row);
    count += 1;
    const isCrowded = count > (places.length / placeWidth) * rowsAtPlace;
    if (isCrowded) places = new Uint32Array(places.length * 4);
    for (let index = isCrowded ? 0 : count - 1; index < count; index += 1) link(index);
  }

  return {
    /** Gives the earlier row that is the same message, or one that looks alike; remembers this one unless it is the same. */
    add(row: number, { group, identity, content }: RowMarks): SeenRow | undefined {
      const [high, low] = fingerprint(group);
      const identityMark = (identity === group ? high : fingerprint(identity)[0]) >>> 16;
      const contentMark = fingerprint(content)[0] >>> 16;
      let alike: SeenRow | undefined;
      const place = placeOf(low);
      const mayBeKnown = ((places[place + 1] ?? 0) & bitOf(high)) !== 0;
      let number = mayBeKnown ? (places[place] ?? 0) : 0;
      while (number !== 0) {
        const index = number - 1;
        const page = pageOf(index);
        const at = placeInPage(index);
        number = page[at + 3] ?? 0;
        if (page[at] !== high || page[at + 1] !== low) continue;
        const mark = page[at + 2] ?? 0;
        const known = { row: rowNumbers.find(index), hasSameContent: (mark & 0xffff) === contentMark };
        if (mark >>> 16 === identityMark) return { ...known, isSame: true };
        alike = { ...known, isSame: false };
      }
      append(high, low, (identityMark << 16) | contentMark, row);
      return alike;
    },
  };
}
