import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { vi } from "./vi.ts";

const guide = readFileSync(new URL("../../../../docs/console.vi.md", import.meta.url), "utf8");

/** Every text of the page that is always the same. */
const textsOf = (texts: object): readonly string[] =>
  Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === "string") return [text];
    return typeof text === "object" && text !== null ? textsOf(text) : [];
  });

it("what the guide in Vietnamese names in bold stands on the page, letter by letter but for a capital", () => {
  const shown = new Set(textsOf(vi).map((text) => text.toLocaleLowerCase("vi")));
  const named = [...guide.matchAll(/\*\*(.+?)\*\*/g)].map(([, label = ""]) => label);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((label) => !shown.has(label.toLocaleLowerCase("vi")))).toEqual([]);
});

it("the guide has the page's states, each with what the page says of it", () => {
  const rows = [...guide.matchAll(/^\| \*\*(.+?)\*\* +\| (.+?) +\| `(?!read|send)/gm)].map(([, ...cells]) => cells);
  const states = ["waiting", "sent", "arrived", "missed", "check"] as const;
  expect(rows).toEqual(states.map((state) => [vi.states[state], vi.stateHelp[state]]));
});

it("the guide names every page and every role as the page does", () => {
  for (const name of Object.values(vi.pages)) expect(guide).toContain(`**${name}**`);
  for (const role of Object.values(vi.account.roles)) expect(guide).toContain(`**${role}**`);
});
