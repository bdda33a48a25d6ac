import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { recordOutput } from "nxzalo-testing/child-process";
import { freePort } from "nxzalo-testing/loopback";

interface Operation {
  readonly requestBody?: {
    readonly content: {
      readonly "application/json": { readonly examples?: Readonly<Record<string, { value: object }>> };
    };
  };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { example: unknown }>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const startLimitMs = 60_000;

/** What stands in a path. */
const pathValues: Readonly<Record<string, string>> = {
  journeyId: "1257624175686111232",
  messageId: "7f0c2f6e-3b7a-4c1e-9a55-2f1d8c3b4a10",
};

/** A body of each form that the document shows; `undefined` for a request without one. */
function requestBodies({ requestBody }: Operation): readonly (object | undefined)[] {
  if (!requestBody) return [undefined];
  const examples = Object.values(requestBody.content["application/json"].examples ?? {});
  return examples.length > 0 ? examples.map(({ value }) => value) : [{}];
}

/** Asks the mock one operation; it answers what the document gives as the example of the first success. */
async function ask(url: string, method: string, body: object | undefined, { responses }: Operation): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { authorization: "Bearer key", ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const where = `${method} ${url} ${JSON.stringify(body)}: ${response.status} ${text}`;
  const documented = Object.entries(responses).find(([status]) => Number(status) === response.status);
  assert(response.ok && documented, where);
  const [{ example } = {}] = Object.values(documented[1].content ?? {});
  const isJson = response.headers.get("content-type")?.includes("json");
  assert.deepEqual(isJson ? JSON.parse(text) : text || undefined, example, where);
}

/** Prism mocks the document on loopback: it takes every documented request and answers with the documented examples. */
export async function checkMockAnswers(folder: string): Promise<number> {
  const { paths } = JSON.parse(await readFile(join(folder, "document.json"), "utf8")) as Document;
  const port = await freePort();
  const prism = join(folder, "node_modules/.bin/prism");
  const args = [prism, "mock", "document.json", "--host=127.0.0.1", `--port=${port}`, "--errors"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  try {
    await recordOutput(child).waitFor(/Prism is listening/, startLimitMs);
    let asked = 0;
    for (const [path, methods] of Object.entries(paths)) {
      const url = `http://127.0.0.1:${port}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathValues[name] ?? name)}`;
      for (const [method, operation] of Object.entries(methods)) {
        for (const body of requestBodies(operation)) {
          await ask(url, method.toUpperCase(), body, operation);
          asked += 1;
        }
      }
    }
    return asked;
  } finally {
    child.kill();
    await ended;
  }
}
