import { type Archive, damaged } from "./archive.ts";
import { loadSaxes } from "./packages.ts";

/** What is done with the elements of a part of the file; names are without their prefixes. */
export interface ElementHandlers {
  readonly open?: ((name: string, attributes: Readonly<Record<string, string>>) => void) | undefined;
  readonly text?: ((text: string) => void) | undefined;
  readonly close?: ((name: string) => void) | undefined;
}

const localName = (name: string) => (name.includes(":") ? name.slice(name.indexOf(":") + 1) : name);

/**
 * Parses a part of the archive; yields after each piece of it, so that what the handlers collected can be taken.
 *
 * @throws InputError `file_damaged`
 */
export async function* parsePart(archive: Archive, part: string, handlers: ElementHandlers): AsyncGenerator<void> {
  const { SaxesParser } = await loadSaxes();
  const { open, text, close } = handlers;
  const parser = new SaxesParser({ position: false, xmlns: false });
  const decoder = new TextDecoder("utf-8");
  parser.on("opentag", ({ name, attributes }) => open?.(localName(name), attributes));
  if (text) parser.on("text", text);
  if (text) parser.on("cdata", text);
  parser.on("closetag", ({ name }) => close?.(localName(name)));
  const write = (piece: string) => {
    try {
      parser.write(piece);
    } catch {
      throw damaged();
    }
  };
  for await (const bytes of archive.read(part)) {
    write(decoder.decode(bytes, { stream: true }));
    yield;
  }
}

/** Parses a whole part. */
export async function parseWhole(archive: Archive, part: string, handlers: ElementHandlers): Promise<void> {
  const pieces = parsePart(archive, part, handlers);
  while (!(await pieces.next()).done);
}
