import type { Dispatcher } from "undici";
import { expect, it, vi } from "vitest";
import { createDispatchHandler } from "./dispatch-handler.ts";

const controllerFor = () => ({ abort: vi.fn(), pause: vi.fn(), resume: vi.fn(), aborted: false }) as never;
const calls = (controller: { abort: ReturnType<typeof vi.fn> }) => controller.abort.mock.calls.length;

it("is not started a second time, also where undici tries", async () => {
  const onEnd = vi.fn();
  const { handler, reply } = createDispatchHandler(new AbortController().signal, onEnd);
  const [first, second] = [controllerFor(), controllerFor()];
  handler.onRequestStart?.(first, null);
  handler.onRequestStart?.(second, null);
  expect([calls(first), calls(second)]).toEqual([0, 1]);
  handler.onResponseError?.(second as Dispatcher.DispatchController, new Error("aborted"));
  await expect(reply).rejects.toMatchObject({ sent: true });
  expect(onEnd).toHaveBeenCalledTimes(1);
});

it("gives its slot back once, also where a proxy's refusal is reported twice", async () => {
  const onEnd = vi.fn();
  const { handler, reply } = createDispatchHandler(new AbortController().signal, onEnd);
  const controller = controllerFor();
  handler.onRequestStart?.(controller, null);
  handler.onResponseError?.(controller, new Error("Proxy Authentication Required (407)"));
  handler.onResponseData?.(controller, Buffer.from("late"));
  handler.onResponseEnd?.(controller, {});
  await expect(reply).rejects.toMatchObject({ sent: true });
  expect(onEnd).toHaveBeenCalledTimes(1);
});
