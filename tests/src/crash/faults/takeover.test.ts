import { describe, expect, it } from "vitest";
import { startGatewayChild } from "../../harness/gateway-child.ts";
import { eventually } from "../../harness/waiting.ts";
import { backends } from "../backends.ts";
import { serverLimits } from "../settings.ts";
import { gatewayAt, startNxCloud } from "./gateway-at.ts";

/** A lease by default, and what a busy machine takes beside it. */
const takenOverWithinMs = 15_000;

describe.each(backends)("on $name", ({ create }) => {
  it("who waits for a journey that a killed gateway was opening gets it in a few seconds", {
    timeout: 90_000,
  }, async ({ onTestFinished }) => {
    const backend = await create();
    onTestFinished(backend.remove);
    const { sandbox, env, close } = await startNxCloud();
    onTestFinished(close);
    const start = async () => {
      const child = startGatewayChild({ gateways: { one: { ...env, ...backend.env } }, limits: {}, serverLimits });
      onTestFinished(child.kill);
      return { child, calls: gatewayAt(String((await child.started)?.one)) };
    };
    const dying = await start();
    const living = await start();
    sandbox.faults.push("no_answer");
    const asked = sandbox.calls.length;
    const cut = dying.calls.open("Đơn 42").catch(() => "cut");
    await eventually(
      () => sandbox.calls.length,
      (calls) => calls > asked,
      10_000,
    );
    const waiting = living.calls.open("Đơn 42");
    await dying.child.kill();
    expect(await cut).toBe("cut");
    const diedAt = performance.now();
    expect(await waiting).toMatchObject({ status: 201 });
    expect(performance.now() - diedAt).toBeLessThan(takenOverWithinMs);
  });
});
