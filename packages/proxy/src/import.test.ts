import { expect, it, vi } from "vitest";

vi.mock("@nxzalo/core/internal/zod", async (importOriginal) => {
  const refuse = (name: string) => () => {
    throw new Error(`${name}() is called by an import`);
  };
  const parts = Object.entries(await importOriginal<object>());
  return Object.fromEntries(parts.map(([name, part]) => [name, typeof part === "function" ? refuse(name) : part]));
});

// The first schema costs 0.6 ms of what a Worker takes to wake (decision 16).
it("builds no schema when it is imported", async () => {
  const { beginSession } = await import("./routes/sessions.ts");
  await import("./index.ts");
  expect(beginSession).toBeTypeOf("function");
});
