import type { Sandbox } from "@nxzalo/sandbox";
import { expect } from "vitest";
import { eventually } from "../../harness/waiting.ts";
import { type GatewayCalls, gatewayAt } from "./gateway-at.ts";

/** A gateway notices at most so late, and has healed at most so late: it looks once a second, and waits for the store itself. */
const noticeMs = 20_000;

const statusOf = async (gateway: GatewayCalls) => (await gateway.ready()).status;

/** All that holds of a gateway while it can store nothing. */
export async function expectUnavailable(url: string, sandbox: Sandbox, token: string | undefined): Promise<void> {
  const gateway = gatewayAt(url);
  expect(
    await eventually(
      () => statusOf(gateway),
      (status) => status === 503,
      noticeMs,
    ),
  ).toBe(503);
  const asked = sandbox.calls.length;
  const calls = Object.entries(gateway.storing);
  const answers = await Promise.all(calls.map(async ([name, call]) => ({ name, ...(await call()) })));
  for (const { name, status, mediaType, retryAfter, json } of answers) {
    expect({ name, status, mediaType, ...json }).toMatchObject({
      name,
      status: 503,
      mediaType: "application/problem+json",
      code: "unavailable",
      // By a key or a reference, it may have been made before.
      outcome: name.includes("without") ? "not_sent" : "unknown",
      retryable: true,
    });
    expect(Number(retryAfter), name).toBeGreaterThan(0);
  }
  expect(sandbox.calls.slice(asked)).toEqual([]);
  if (token !== undefined) expect(await gateway.check(token)).toMatchObject({ status: 200 });
  expect(await gateway.ready()).toMatchObject({ status: 503, json: { code: "unavailable" } });
}

/** All that holds of it when it can again; without a restart, so at the same address. */
export async function expectHealed(url: string): Promise<void> {
  const gateway = gatewayAt(url);
  expect(
    await eventually(
      () => statusOf(gateway),
      (status) => status === 200,
      noticeMs,
    ),
  ).toBe(200);
  for (const [name, call] of Object.entries(gateway.storing)) {
    expect({ name, ...(await call()) }).toMatchObject({ name, status: name.startsWith("a journey") ? 201 : 202 });
  }
}
