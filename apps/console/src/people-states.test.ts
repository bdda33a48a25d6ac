import type { MessageState } from "@nxzalo/client/desk";
import { describe, expect, it } from "vitest";
import { countForPeople, fiveStates, isResendable, peopleStateOf, storedStatesOf } from "./people-states.ts";

describe("the states for people", () => {
  it.each([
    ["waiting", ["scheduled"]],
    ["sent", ["accepted", "sent"]],
    ["arrived", ["delivered"]],
    ["missed", ["failed", "refused", "expired"]],
    ["check", ["unknown"]],
    ["ended", ["cancelled", "superseded"]],
  ] as const)("%s stands for %j", (state, stored) => {
    expect([...storedStatesOf(state)].sort()).toEqual([...stored].sort());
  });

  it("has a person look at a state that is not known", () => {
    expect(peopleStateOf("teleported" as MessageState)).toBe("check");
  });

  it("are five, beside what has ended", () => {
    expect(new Set(fiveStates).size).toBe(5);
  });

  it("add up what is counted by stored state", () => {
    const rows = [
      { key: "accepted", messages: 2 },
      { key: "sent", messages: 3 },
      { key: "delivered", messages: 5 },
      { key: null, messages: 7 },
    ];
    expect(countForPeople(rows)).toEqual({ waiting: 0, sent: 5, arrived: 5, missed: 0, check: 0, ended: 0 });
  });

  it("say what may be sent again without a doubt", () => {
    expect(isResendable("failed")).toBe(true);
    expect(isResendable("unknown")).toBe(false);
    expect(isResendable("delivered")).toBe(false);
  });
});
