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

/** Numbers that are kept of one row: two of its group, halves of its identity's and its content's in one, and its own. */
const width = 4;
const rowsInPage = 16_384;
const firstPlaces = 1_024;

/**
 * Remembers the rows of a file by hashes, in 16 bytes each and 8 to 16 more to find them by: a million rows take 24 MiB. Two different rows
 * are taken for one in one of 30 million files of a million rows.
 */
export function createSeenRows() {
  const pages: Uint32Array[] = [];
  let count = 0;
  /** Where the rows of a hash are found: the number of each in order of coming, from 1 on; 0 is free. Half of it is at least, so that few rows are looked at. */
  let places = new Uint32Array(firstPlaces);

  const pageOf = (index: number) => pages[Math.floor(index / rowsInPage)] as Uint32Array;
  const placeInPage = (index: number) => (index % rowsInPage) * width;
  const next = (place: number) => (place + 1) & (places.length - 1);

  function put(hash: number, index: number): void {
    let place = hash & (places.length - 1);
    while (places[place] !== 0) place = next(place);
    places[place] = index + 1;
  }

  function append(numbers: readonly number[], hash: number): void {
    if (count % rowsInPage === 0) pages.push(new Uint32Array(rowsInPage * width));
    pageOf(count).set(numbers, placeInPage(count));
    put(hash, count);
    count += 1;
    if (count * 2 < places.length) return;
    places = new Uint32Array(places.length * 2);
    for (let index = 0; index < count; index += 1) put(pageOf(index)[placeInPage(index) + 1] ?? 0, index);
  }

  return {
    /** Gives the earlier row that is the same message, or one that looks alike; remembers this one unless it is the same. */
    add(row: number, { group, identity, content }: RowMarks): SeenRow | undefined {
      const [high, low] = fingerprint([group]);
      const identityMark = (identity === group ? high : fingerprint([identity])[0]) >>> 16;
      const contentMark = fingerprint(content)[0] >>> 16;
      let alike: SeenRow | undefined;
      for (let place = low & (places.length - 1); places[place] !== 0; place = next(place)) {
        const index = (places[place] ?? 0) - 1;
        const page = pageOf(index);
        const at = placeInPage(index);
        if (page[at] !== high || page[at + 1] !== low) continue;
        const mark = page[at + 2] ?? 0;
        const known = { row: page[at + 3] ?? 0, hasSameContent: (mark & 0xffff) === contentMark };
        if (mark >>> 16 === identityMark) return { ...known, isSame: true };
        alike ??= { ...known, isSame: false };
      }
      append([high, low, (identityMark << 16) | contentMark, row], low);
      return alike;
    },
  };
}
