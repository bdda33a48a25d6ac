import { describe, expect, it } from "vitest";
import { createTestJourneys } from "../testing/journeys.ts";

const minuteMs = 60_000;
const person = { name: "Nguyễn Văn A", role: "agent" };

function open() {
  const { process, clock, store } = createTestJourneys();
  const journeys = process();
  return { journeys, sessions: journeys.sessions, clock, store, process };
}

describe("sessions", () => {
  it("are begun by a link, once, within 15 minutes", async () => {
    const { sessions, clock } = open();
    const [first, second] = [await sessions.invite(person), await sessions.invite(person)];
    expect(first.expiresAt).toEqual(new Date(clock.at + 15 * minuteMs));
    clock.at += 15 * minuteMs - 1;
    expect(await sessions.begin(first.token)).toMatchObject(person);
    expect(await sessions.begin(first.token)).toBeUndefined();
    clock.at += 1;
    expect(await sessions.begin(second.token)).toBeUndefined();
  });

  it("last 12 hours, or until they are ended", async () => {
    const { sessions, clock } = open();
    const begin = async () => {
      const begun = await sessions.begin((await sessions.invite(person)).token);
      return begun?.token ?? "";
    };
    const [one, other] = [await begin(), await begin()];
    const expiresAt = new Date(clock.at + 720 * minuteMs);
    expect(await sessions.find(one)).toEqual({ ...person, expiresAt });
    await sessions.end(other);
    expect(await sessions.find(other)).toBeUndefined();
    clock.at = expiresAt.getTime() - 1;
    expect(await sessions.find(one)).toEqual({ ...person, expiresAt });
    clock.at += 1;
    expect(await sessions.find(one)).toBeUndefined();
  });

  it("of a person end all at once, with the links that are not used, and the audit says who ended them", async () => {
    const { sessions, journeys } = open();
    const other = { name: "Lê C", role: "lead" };
    const begin = async (who: typeof person) => {
      const begun = await sessions.begin((await sessions.invite(who)).token);
      return begun?.token ?? "";
    };
    const own = [await begin(person), await begin(person)];
    const [theirs, unused] = [await begin(other), await sessions.invite(person)];
    expect(await sessions.endAll(person.name, { caller: "ops" })).toBe(2);
    expect(await Promise.all(own.map((token) => sessions.find(token)))).toEqual([undefined, undefined]);
    expect(await sessions.find(theirs)).toMatchObject(other);
    expect(await sessions.begin(unused.token)).toBeUndefined();
    expect(await sessions.endAll(person.name)).toBe(0);
    const { entries } = await journeys.audit.search({ action: "sign_out", caller: "ops" });
    expect(entries).toEqual([expect.objectContaining({ subject: person.name, counts: { sessions: 2 } })]);
    expect(await begin(person)).not.toBe("");
  });

  it("no secret is stored, and a link's is no session's", async () => {
    const { process, store } = open();
    const kept: unknown[] = [];
    const { addLink, useLink } = store.records;
    const keep =
      <Given extends unknown[], Result>(write: (...given: Given) => Result) =>
      (...given: Given): Result => {
        kept.push(given);
        return write(...given);
      };
    const records = { ...store.records, addLink: keep(addLink), useLink: keep(useLink) };
    const { sessions } = process({ store: { ...store, records } });
    const { token } = await sessions.invite(person);
    const begun = await sessions.begin(token);
    expect(kept).toHaveLength(2);
    for (const secret of [token, begun?.token ?? ""]) expect(JSON.stringify(kept)).not.toContain(secret);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it("the audit says who made a link, and who used it", async () => {
    const { sessions, journeys } = open();
    const { token } = await sessions.invite(person, { caller: "ops" });
    await sessions.begin(token);
    await sessions.begin(token);
    const { entries } = await journeys.audit.search({});
    expect(entries.map(({ action, caller, subject, role }) => [action, caller, subject, role])).toEqual(
      expect.arrayContaining([
        ["invite", "ops", person.name, "agent"],
        ["sign_in", person.name, person.name, "agent"],
      ]),
    );
    expect(entries).toHaveLength(2);
    expect((await journeys.audit.search({ subject: person.name })).entries).toEqual(entries);
  });

  it("are of one store, whose name is the same for all processes on it", async () => {
    const { sessions, process } = open();
    const id = await sessions.storeId();
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect([await sessions.storeId(), await process().sessions.storeId()]).toEqual([id, id]);
    expect(await open().sessions.storeId()).not.toBe(id);
  });
});
