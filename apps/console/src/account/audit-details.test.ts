import type { AuditEntryView } from "@nxzalo/client/desk";
import { auditActions } from "@nxzalo/core/schemas";
import { expect, it } from "vitest";
import { createFormat } from "../format.ts";
import { en } from "../texts/en.ts";
import { vi } from "../texts/vi.ts";
import { describeAudit } from "./audit-details.ts";

const words = {
  en: { language: "en", t: en, format: createFormat("en") },
  vi: { language: "vi", t: vi, format: createFormat("vi") },
} as const;

const entry: AuditEntryView = { auditId: "1", recordedAt: new Date("2026-11-29T03:00:00Z"), action: "bulk" };

it("an entry of which nothing more is known has no details", () => expect(describeAudit(entry, words.en)).toEqual([]));

it("a bulk says its application, what became of how many messages, and by what they were found", () => {
  const bulk: AuditEntryView = {
    ...entry,
    app: "north",
    counts: { messages: 1_200, resent: 1_190, failed: 10 },
    where: {
      state: "failed",
      templateId: "133214",
      code: -118,
      labels: { depot: "HCM" },
      hidden: ["phoneEnding"],
    },
  };
  expect(describeAudit(bulk, words.en)).toEqual([
    "application: north",
    "messages: 1,200 · sent again: 1,190 · failed: 10",
    "state: Not arrived · template: 133214 · error code: -118 · label: depot=HCM · by a phone's ending",
  ]);
  expect(describeAudit(bulk, words.vi)).toEqual([
    "ứng dụng: north",
    "tin: 1.200 · đã gửi lại: 1.190 · lỗi: 10",
    "trạng thái: Không tới · mẫu tin: 133214 · mã lỗi: -118 · nhãn: depot=HCM · theo số cuối điện thoại",
  ]);
});

it("days and times are told by Vietnam's clock, but for a day of another time zone, which is named", () => {
  const where = { day: "2026-11-29", createdBefore: "2026-11-28T17:30:00.000Z" };
  expect(describeAudit({ ...entry, where }, words.en)).toEqual(["day: Sun, 29/11/2026 · before: 00:30 29/11/2026"]);
  const [line] = describeAudit({ ...entry, where: { day: "2026-11-29", timeZone: "Asia/Tokyo" } }, words.en);
  expect(line).toBe("day: Sun, 29/11/2026 (Asia/Tokyo)");
});

it("of a person who was signed out, how many sessions ended", () =>
  expect(describeAudit({ ...entry, action: "sign_out", counts: { sessions: 2 } }, words.vi)).toEqual(["phiên: 2"]));

it("of a person who was invited or signed in, as what", () => {
  const invited = { ...entry, action: "invite", subject: "Trần Thị B", role: "lead" } as const;
  expect(describeAudit(invited, words.en)).toEqual([`role: ${words.en.t.account.roles.lead}`]);
  expect(describeAudit({ ...invited, role: "auditor" }, words.vi)).toEqual(["vai trò: auditor"]);
});

it("what only a newer gateway knows is said by its name", () =>
  expect(describeAudit({ ...entry, counts: { parcels: 2 }, where: { hidden: ["colour"] } }, words.vi)).toEqual([
    "parcels: 2",
    "colour",
  ]));

it("every action of the audit has a name, and what a reference was found by", () => {
  for (const { t } of Object.values(words)) {
    expect(auditActions.filter((action) => !(action in t.account.actions))).toEqual([]);
    expect(Object.keys(t.account.details.names)).toEqual(expect.arrayContaining(["reference", "referenceFolded"]));
  }
});
