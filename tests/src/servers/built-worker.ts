import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { type BareWorkerd, startBareWorkerd } from "nxzalo-testing/workerd";
import { inject, onTestFinished } from "vitest";
import { servePatiently } from "./patient-sandbox.ts";

type Variables = Readonly<Record<string, string>>;

const built = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const key = "shop-0123456789abcdef";

/** A folder for the objects of Workers; removed when the test ends, after all that has been started since. */
async function makeObjectsFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-objects-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The built Worker with its Durable Object, in workerd; it ends with the test. */
export async function startBuiltWorker(variables: Variables, port?: number, folder?: string): Promise<BareWorkerd> {
  const objectsIn = folder ?? (await makeObjectsFolder());
  const worker = await startBareWorkerd(built, variables, { port, objectsIn });
  onTestFinished(() => worker.close());
  return worker;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the proxy says
  readonly json: any;
}

/** An emulator, and Workers one after another that send to it and store in one folder; all of it ends with the test. */
export async function prepareWorkers() {
  const sandbox = createSandbox();
  const upstream = await servePatiently(sandbox);
  onTestFinished(upstream.close);
  const folder = await makeObjectsFolder();
  const own = { NXCLOUD_BASE_URL: upstream.url, GATEWAY_API_KEYS: `shop:send+tokens+read:${key}` };
  return {
    sandbox,
    start: (more: Variables = {}) =>
      startBuiltWorker({ ...inject("servers").variables, ...own, ...more }, undefined, folder),
  };
}

/** Asks such a Worker by its caller's key; with a body, by POST. */
export async function askWorker({ url }: BareWorkerd, path: string, body?: unknown, more = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", ...more };
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url + path, { headers, ...init });
  return { status: response.status, json: await response.json() };
}
