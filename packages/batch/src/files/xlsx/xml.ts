import { type Archive, damaged } from "./archive.ts";
import { loadSaxes } from "./packages.ts";

/** What is done with the elements of a part of the file; names are without their prefixes. */
export interface ElementHandlers {
  readonly open?: ((name: string, attributes: Readonly<Record<string, string>>) => void) | undefined;
  readonly text?: ((text: string) => void) | undefined;
  readonly close?: ((name: string) => void) | undefined;
}

const localName = (name: string) => (name.includes(":") ? name.slice(name.indexOf(":") + 1) : name);

/** Bytes that are parsed at once: what the handlers collect of them is taken before the next. */
const pieceBytes = 16 * 1024;
/** Characters of one text, tag or comment; a cell has 32,767 at most. What is longer is no part of a sheet, and would all be held. */
export const longestText = 1024 * 1024;
/** Elements within each other: a sheet has about ten. */
const deepest = 100;

/**
 * Parses a part of the archive; yields after each piece of it, so that what the handlers collected can be taken.
 *
 * @throws InputError `file_damaged`, whatever a handler throws.
 */
export async function* parsePart(archive: Archive, part: string, handlers: ElementHandlers): AsyncGenerator<void> {
  const { SaxesParser } = await loadSaxes();
  const { open, text, close } = handlers;
  const parser = new SaxesParser({ position: false, xmlns: false });
  const decoder = new TextDecoder("utf-8");
  let depth = 0;
  let silentLength = 0;
  /** That something has come to its end: a text, or a tag that leads deeper, or back. */
  const hear = (deeper: number) => {
    silentLength = 0;
    depth += deeper;
    if (depth > deepest) throw damaged();
  };
  parser.on("opentag", ({ name, attributes }) => {
    hear(1);
    open?.(localName(name), attributes);
  });
  const takeText = (content: string) => {
    hear(0);
    text?.(content);
  };
  parser.on("text", takeText);
  parser.on("cdata", takeText);
  parser.on("closetag", ({ name }) => {
    hear(-1);
    close?.(localName(name));
  });
  const write = (piece: string) => {
    silentLength += piece.length;
    try {
      parser.write(piece);
    } catch {
      throw damaged();
    }
    if (silentLength > longestText) throw damaged();
  };
  for await (const bytes of archive.read(part)) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      write(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }));
      yield;
    }
  }
}

/** Parses a whole part. */
export async function parseWhole(archive: Archive, part: string, handlers: ElementHandlers): Promise<void> {
  const pieces = parsePart(archive, part, handlers);
  while (!(await pieces.next()).done);
}
