import type { AuditEntryView } from "@nxzalo/client/desk";
import { peopleStateOf } from "../people-states.ts";
import type { Words } from "../texts/use-words.ts";

/** What is said of an entry beside who, what and when: its application, the role of who signs in, how much it was, and by what messages were found. A line each. */
export function describeAudit({ app, role, counts, where }: AuditEntryView, { t, format }: Words): readonly string[] {
  // A newer gateway may know more of them.
  const names: Readonly<Record<string, string>> = t.account.details.names;
  const say = (name: string, value: string) => `${names[name] ?? name}: ${value}`;
  const roles: Readonly<Record<string, string>> = t.account.roles;
  const facts = [
    ...(app === undefined ? [] : [say("app", app)]),
    ...(role === undefined ? [] : [say("role", roles[role] ?? role)]),
  ];
  const said = Object.entries(counts ?? {}).map(([name, count]) => say(name, format.number(count)));
  return [facts, said, where ? sayConditions(where, say, { t, format }) : []]
    .map((parts) => parts.join(" · "))
    .filter((line) => line !== "");
}

function sayConditions(
  where: NonNullable<AuditEntryView["where"]>,
  say: (name: string, value: string) => string,
  { t, format }: Pick<Words, "t" | "format">,
): readonly string[] {
  const { state, templateId, code, labels, day, timeZone, createdFrom, createdBefore, hidden } = where;
  const names: Readonly<Record<string, string>> = t.account.details.names;
  const times = { createdFrom, createdBefore };
  return [
    ...(state === undefined ? [] : [say("state", t.states[peopleStateOf(state)])]),
    ...(templateId === undefined ? [] : [say("templateId", templateId)]),
    ...(code === undefined ? [] : [say("code", String(code))]),
    ...Object.entries(labels ?? {}).map(([name, value]) => say("labels", `${name}=${value}`)),
    ...(day === undefined
      ? []
      : [say("day", timeZone === undefined ? format.day(day) : `${format.day(day)} (${timeZone})`)]),
    ...Object.entries(times).flatMap(([name, time]) =>
      time === undefined ? [] : [say(name, format.dateTime(new Date(time)))],
    ),
    ...(hidden ?? []).map((name) => names[name] ?? name),
  ];
}
