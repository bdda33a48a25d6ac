import { createBatch } from "@nxzalo/batch";
import { createProxyClient } from "@nxzalo/client";
import { createDeskClient } from "@nxzalo/client/desk";
import { type BatchToRun, parcelRows } from "./batch-rows.ts";

// A batch in a process of its own, which may be killed at any moment; it remembers nothing.
const { url, key, rows, retryForMs } = JSON.parse(process.argv[2] ?? "") as BatchToRun;
const options = { baseUrl: url, headers: { authorization: `Bearer ${key}` } };
const { check } = createDeskClient(options).messages;
const { sendTemplate: send } = createProxyClient(options);
const run = createBatch({ send, check, retryForMs }).run(parcelRows(rows));
const states: string[] = [];
for await (const { row, state } of run) states.push(`${row} ${state}`);
process.send?.({ states, stopped: run.summary.stopped?.code }, () => process.disconnect?.());
