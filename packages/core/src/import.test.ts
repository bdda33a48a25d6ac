import { expect, it, vi } from "vitest";

vi.mock("zod/mini", async (importOriginal) => {
  const refuse = (name: string) => () => {
    throw new Error(`${name}() is called by an import`);
  };
  const parts = Object.entries(await importOriginal<object>());
  return Object.fromEntries(parts.map(([name, part]) => [name, typeof part === "function" ? refuse(name) : part]));
});

// Building them would be most of what an import takes (decision 16).
it("builds no schema when it is imported", async () => {
  await import("./index.ts");
  const { openJourneyInput } = await import("./schemas/index.ts");
  expect(() => openJourneyInput()).toThrow("is called by an import");
});
