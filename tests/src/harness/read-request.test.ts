import { expect, it } from "vitest";
import { readHead, readWhole } from "./read-request.ts";

const body = '{"name":"Ánh 🚚"}';
const first = Buffer.from(
  `POST /v1/zalo/mt HTTP/1.1\r\nTs: 1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);

it("reads a request that comes in any two pieces when it is whole, and not before", () => {
  for (let length = 0; length < first.length; length += 1) {
    const part = first.subarray(0, length);
    const head = readHead(part);
    expect(head && readWhole(part, head)).toBeUndefined();
  }
  const received = Buffer.concat([first, Buffer.from("POST /next")]);
  const head = readHead(received);
  expect(head?.end).toBe(first.length);
  expect(head && readWhole(received, head)).toEqual({
    method: "POST",
    path: "/v1/zalo/mt",
    body,
    headers: { ts: "1", "content-length": String(Buffer.byteLength(body)) },
  });
});
