// Part of the build: writes the JSON Schema of a template registry beside the built files. No bundle holds the converter.
import { writeFileSync } from "node:fs";
import * as z from "zod/mini";
import { registryRules, templateRegistrySchema } from "../src/templates/registry.ts";

const { longest, amount, currency } = registryRules;

/** What a rule of ours says of a field, by the field's name: zod tells none of it. */
const rules: Readonly<Record<string, object>> = {
  maxLength: { type: "integer", minimum: 1, maximum: longest },
  amount: { pattern: amount.source },
  currency: { pattern: currency.source },
};

const schema = z.toJSONSchema(templateRegistrySchema(), {
  override: ({ jsonSchema, path }) => void Object.assign(jsonSchema, rules[String(path.at(-1))]),
});
const { $schema, ...rest } = schema;
const titled = { $schema, title: "The approved templates of a Zalo official account", ...rest };
writeFileSync(new URL("../dist/templates.schema.json", import.meta.url), `${JSON.stringify(titled, null, 2)}\n`);
