import { createNxZalo, type FetchLike } from "@nxzalo/core";
import { expectTypeOf, it } from "vitest";
import {
  createSandbox,
  type DeliveryReport,
  type Fault,
  phoneForCode,
  phoneForFault,
  type ReceiptFetch,
  type Sandbox,
  type SandboxReceipt,
  templateIdFor,
} from "./index.ts";
import { type ListeningSandbox, listen } from "./node.ts";

const sandbox = createSandbox();

it("takes the place of the network", () => {
  expectTypeOf(sandbox).toEqualTypeOf<Sandbox>();
  expectTypeOf(sandbox.fetch).toExtend<FetchLike>();
  const { credentials, appKey, fetch } = sandbox;
  createNxZalo({ credentials, appKey, fetch });
});

it("needs no options, and takes only its own", () => {
  createSandbox({ now: () => 0, appKeys: ["app"] });
  // @ts-expect-error the time is a number
  createSandbox({ now: () => new Date() });
  // @ts-expect-error there is no network to reach
  createSandbox({ baseUrl: "https://api.example" });
});

it("knows its faults", () => {
  sandbox.faults.push("html_502");
  // @ts-expect-error there is no such fault
  sandbox.faults.push("html_503");
  expectTypeOf(phoneForFault).parameter(0).toEqualTypeOf<Fault>();
  expectTypeOf(phoneForCode).returns.toBeString();
});

it("shows what arrived, to read", () => {
  expectTypeOf(sandbox.calls).items.toHaveProperty("code").toEqualTypeOf<number | undefined>();
  // @ts-expect-error readonly
  sandbox.calls.push({ path: "/", headers: {}, body: "", code: 0 });
});

it("takes what posts receipts", () => {
  expectTypeOf<typeof fetch>().toExtend<ReceiptFetch>();
  expectTypeOf(sandbox.fetch).toExtend<ReceiptFetch>();
  expectTypeOf(sandbox.deliver).returns.resolves.toEqualTypeOf<DeliveryReport>();
  expectTypeOf(sandbox.receipts).items.toEqualTypeOf<SandboxReceipt>();
  // @ts-expect-error readonly
  sandbox.receipts[0].state = "delivered";
  // @ts-expect-error there is no such template
  templateIdFor("delivered-twice");
});

it("listens on Node", () => {
  expectTypeOf(listen).returns.resolves.toEqualTypeOf<ListeningSandbox>();
  expectTypeOf<ListeningSandbox["port"]>().toBeNumber();
});
