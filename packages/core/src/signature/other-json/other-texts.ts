import { differences } from "./differences.ts";
import { type JsonNode, parseNode } from "./json-node.ts";
import { type Stack, stacks, stylesOf } from "./stacks.ts";
import { type JsonStyle, writeNode } from "./write-node.ts";

/** The same JSON as other stacks write it. */
export interface OtherText {
  readonly text: string;
  /** Whether a stack writes it without being asked to. */
  readonly isDefault: boolean;
  /** What it has that the sent text has not, and which stacks write that. */
  readonly name: () => string;
  /** How the users of those stacks sign what they send. */
  readonly hint: () => string;
}

interface Writer {
  readonly stack: Stack;
  readonly style: JsonStyle;
  /** How many of its switches are not at their default. */
  readonly changes: number;
}

function readNode(body: string): JsonNode | undefined {
  try {
    return parseNode(body);
  } catch {
    return undefined;
  }
}

/** At most so many stacks are named: a text that more of them write says little about any. */
const namedStacks = 3;

function describe(body: string, text: string, writers: readonly Writer[]): OtherText {
  const likeliest = [...writers].sort((a, b) => a.changes - b.changes);
  const named = () => [...new Set(likeliest.map(({ stack }) => stack))].slice(0, namedStacks);
  return {
    text,
    isDefault: likeliest[0]?.changes === 0,
    name: () => {
      const told = differences(body, text, (likeliest[0] as Writer).style);
      return `it has ${told.join(", ")}, as ${named()
        .map(({ name }) => name)
        .join(" or ")} writes it`;
    },
    hint: () =>
      named()
        .map(({ remedy }) => remedy)
        .join("; "),
  };
}

/** Of a body that has more characters, only what stacks write without being asked to is tried. */
const longestBody = 10_000;

/**
 * A body as other stacks write the same JSON, those first that they write without being asked to. Of a body that is no JSON there is none.
 * Some 220 combinations of switches are written; they make 10 to 150 texts, because few bodies have something for every switch.
 */
export function otherTexts(body: string): OtherText[] {
  const node = readNode(body);
  if (!node) return [];
  const writers = new Map<string, Writer[]>();
  for (const stack of stacks)
    for (const { style, changes } of stylesOf(stack)) {
      if (changes > 0 && body.length > longestBody) continue;
      const text = writeNode(node, style);
      const known = writers.get(text);
      if (known) known.push({ stack, style, changes });
      else writers.set(text, [{ stack, style, changes }]);
    }
  writers.delete(body);
  const texts = [...writers].map(([text, known]) => describe(body, text, known));
  return texts.filter(({ isDefault }) => isDefault).concat(texts.filter(({ isDefault }) => !isDefault));
}
