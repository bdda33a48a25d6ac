import { expect, it } from "vitest";
import * as schemas from "./index.ts";

it("no schema is built by an import", () => {
  for (const [name, value] of Object.entries(schemas)) expect(value, name).not.toHaveProperty("_zod");
});

it("what depends on no settings is built once", () => {
  expect(schemas.referenceSchema()).toBe(schemas.referenceSchema());
  expect(schemas.referenceSchema()).toHaveProperty("_zod");
  expect(schemas.sendTemplateRequest()).toBe(schemas.sendTemplateRequest());
});
