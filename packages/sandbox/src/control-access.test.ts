import { describe, expect, it } from "vitest";
import { isOfThisMachine } from "./control-access.ts";

const here = { remoteAddress: "127.0.0.1", localAddress: "127.0.0.1", host: "127.0.0.1:8788", origin: undefined };

describe("isOfThisMachine", () => {
  it.each([
    {},
    { remoteAddress: "127.8.0.1", localAddress: "127.0.0.2" },
    { remoteAddress: "::1", localAddress: "::1", host: "[::1]:8788" },
    { remoteAddress: "::ffff:127.0.0.1", localAddress: "::ffff:127.0.0.1", host: "localhost" },
  ])("takes %j", (change) => expect(isOfThisMachine({ ...here, ...change })).toBe(true));

  it.each([
    { remoteAddress: "192.168.1.7" },
    { localAddress: "192.168.1.7" },
    { remoteAddress: undefined },
    { localAddress: undefined },
    { remoteAddress: "::ffff:10.0.0.1" },
    { remoteAddress: "fe80::1" },
    { host: undefined },
    { host: "sandbox.example:8788" },
  ])("refuses %j", (change) => expect(isOfThisMachine({ ...here, ...change })).toBe(false));
});
