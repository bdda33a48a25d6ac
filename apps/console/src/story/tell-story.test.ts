import type { MessageDetails } from "@nxzalo/client/desk";
import { describe, expect, it } from "vitest";
import { tellStory } from "./tell-story.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 8, 0, second));

const message = (changes: Partial<MessageDetails>): MessageDetails => ({
  messageId: "6a2c6c8e-0f3d-4a9b-9a43-1d1c3b0f7a55",
  state: "delivered",
  phone: "84*****5678",
  templateId: "133214",
  app: "default",
  caller: "shop",
  labels: {},
  createdAt: at(0),
  requestId: "r1",
  attempts: [{ attempt: 1, state: "delivered", attemptedAt: at(0), requestId: "r1" }],
  receipts: [],
  ...changes,
});

const kindsOf = (...messages: MessageDetails[]) => tellStory(messages).map(({ kind }) => kind);

describe("the story of a parcel", () => {
  it("of what waits, or was cancelled while it did, tells of no attempt", () => {
    const attempt = { attempt: 1, attemptedAt: at(0), requestId: null };
    expect(kindsOf(message({ state: "scheduled", attempts: [{ ...attempt, state: "scheduled" }] }))).toEqual(["asked"]);
    const cancelled = message({ state: "cancelled", attempts: [{ ...attempt, state: "cancelled" }] });
    expect(kindsOf(cancelled)).toEqual(["asked", "ended"]);
  });

  it("tells what happened in its order", () => {
    const receipts = [
      { receivedAt: at(4), receipt: { status: "delivered", requestId: "r1" } },
      { receivedAt: at(2), receipt: { status: "success", requestId: "r1" } },
      { receivedAt: at(2), receipt: { status: "journey_acknowledged", requestId: "r1" } },
      { receivedAt: at(9), receipt: { status: "seen", requestId: "r1" } },
    ];
    expect(kindsOf(message({ receipts }))).toEqual([
      "asked",
      "attempt",
      "sent",
      "charged",
      "delivered",
      "otherReceipt",
    ]);
  });

  it("says why an attempt was refused, and why one failed", () => {
    const attempts = [
      { attempt: 1, state: "refused", attemptedAt: at(0), requestId: null, upstreamCode: 1102 },
      { attempt: 2, state: "failed", attemptedAt: at(5), requestId: "r2", zaloError: -118 },
    ] as const;
    const receipts = [
      { receivedAt: at(7), receipt: { status: "failed", requestId: "r2", zaloRes: { error: -118 } } },
      { receivedAt: at(8), receipt: { status: "failed", requestId: "r2", zaloRes: '{"error":"-118"}' } },
      { receivedAt: at(9), receipt: { status: "failed", requestId: "r2", zaloRes: "<b>" } },
    ];
    const story = tellStory([message({ state: "failed", attempts, receipts })]);
    expect(story.flatMap((event) => ("code" in event ? [[event.kind, event.code]] : []))).toEqual([
      ["refused", 1102],
      ["failed", -118],
      ["failed", -118],
      ["failed", undefined],
    ]);
  });

  it("puts the messages of one parcel into one line, and tells its charge once", () => {
    const receipts = [{ receivedAt: at(9), receipt: { status: "journey_time_out" } }];
    const first = message({ receipts });
    const second = message({ messageId: "other", createdAt: at(5), attempts: [], receipts });
    expect(kindsOf(second, first)).toEqual(["asked", "attempt", "asked", "journeyOver"]);
  });

  it("ends with what was not to be sent any more", () => {
    expect(kindsOf(message({ state: "superseded", attempts: [] }))).toEqual(["asked", "ended"]);
  });
});
