import * as z from "zod/mini";
import { routes } from "../routes/index.ts";
import type { Route } from "../routes/route.ts";
import { type BodyVariant, fieldNotes, type OperationNotes, operationNotes } from "./operations.ts";

/** An object's JSON Schema, as far as a body uses it. */
interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** A route's body as JSON Schema, with the field notes filled in. */
function toBodySchema({ schema: build }: NonNullable<Route["body"]>, own: OperationNotes): ObjectSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(build({}), { io: "input", unrepresentable: "any" });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), ...fieldNotes[name], ...own.fields?.[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties), required: schema.required ?? [] };
}

const pick = <Value>(record: Readonly<Record<string, Value>>, keeps: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => keeps(name)));

/** The fields that are not all variants', by their names. */
const ownFields = (variants: readonly BodyVariant[]) => new Set(variants.flatMap(({ fields }) => Object.keys(fields)));

/** One schema for each variant, so that a generated client has one type for each. */
function toVariantSchemas(schema: ObjectSchema, variants: Readonly<Record<string, BodyVariant>>) {
  const own = ownFields(Object.values(variants));
  const schemas = Object.entries(variants).map(([name, { description, fields }]) => {
    const properties = pick(schema.properties, (field) => !own.has(field) || field in fields);
    const required = Object.keys(pick(fields, (field) => fields[field] === "required"));
    return [name, { ...schema, description, properties, required: required.concat(schema.required) }];
  });
  return Object.fromEntries(schemas) as Readonly<Record<string, object>>;
}

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const toExamples = (examples: Readonly<Record<string, object>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));

/** The body of a route; one with variants is any one of them. */
export function describeBody(body: NonNullable<Route["body"]>, notes: OperationNotes): object {
  const { variants, examples = {} } = notes;
  const schema = variants ? { oneOf: Object.keys(variants).map(schemaRef) } : toBodySchema(body, notes);
  return { required: !body.isOptional, content: { "application/json": { schema, examples: toExamples(examples) } } };
}

/** The schemas of the variants of all bodies. */
export const requestComponents = Object.assign(
  {},
  ...routes.map(({ operation, body }) => {
    const notes = operationNotes[operation];
    return body && notes?.variants ? toVariantSchemas(toBodySchema(body, notes), notes.variants) : {};
  }),
) as Readonly<Record<string, object>>;
