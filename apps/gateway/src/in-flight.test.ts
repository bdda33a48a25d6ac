import type { NxZaloProxy, ProxyRequest, ProxyResponse } from "@nxzalo/proxy";
import { expect, it, onTestFinished, vi } from "vitest";
import { createCallsInFlight } from "./in-flight.ts";

const request: ProxyRequest = { method: "GET", path: "/v1/me", headers: { get: () => null }, body: null };

/** A proxy whose calls end one after the other, when they are let. */
function createHeldProxy() {
  const held: ((response: ProxyResponse) => void)[] = [];
  const respond = () => new Promise<ProxyResponse>((resolve) => held.push(resolve));
  const proxy: NxZaloProxy = Object.assign(respond, { paths: ["/v1/me"] });
  return { proxy, endOne: () => held.shift()?.({} as ProxyResponse) };
}

/** Whether a promise has resolved by the end of this turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

it("calls are counted until they end, and their paths are the proxy's", async () => {
  const calls = createCallsInFlight();
  const { proxy, endOne } = createHeldProxy();
  const tracked = calls.track(proxy);
  expect([tracked.paths, calls.count()]).toEqual([["/v1/me"], 0]);
  const [first] = [tracked(request), tracked(request)];
  expect(calls.count()).toBe(2);
  endOne();
  await first;
  expect(calls.count()).toBe(1);
});

it("where none is in flight, none is waited for", async () => {
  const calls = createCallsInFlight();
  expect(await isSettled(calls.settled(60_000))).toBe(true);
  const { proxy, endOne } = createHeldProxy();
  const call = calls.track(proxy)(request);
  endOne();
  await call;
  expect(await isSettled(calls.settled(60_000))).toBe(true);
});

it("all who wait hear of the end of the last one, and not of one before; no timer stays", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const calls = createCallsInFlight();
  const { proxy, endOne } = createHeldProxy();
  const tracked = calls.track(proxy);
  void tracked(request);
  void tracked(request);
  const waiting = [calls.settled(60_000), calls.settled(60_000)];
  endOne();
  expect(await isSettled(Promise.race(waiting))).toBe(false);
  endOne();
  expect(await isSettled(Promise.all(waiting))).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it("no call is waited for beyond the limit", async () => {
  const calls = createCallsInFlight();
  void calls.track(createHeldProxy().proxy)(request);
  await calls.settled(5);
  expect(calls.count()).toBe(1);
});
