import type { TemplateData } from "../schemas/index.ts";
import type { TemplateRegistry, TemplateVariable, VariableType } from "./registry.ts";

/** What a value of each type may be. */
interface VariableValues extends Readonly<Record<VariableType, string | number>> {
  readonly text: string | number;
  readonly number: number | `${number}`;
  readonly money: number | `${number}`;
  readonly date: string;
  readonly phone: string;
  readonly url: string;
}

type Variables = Readonly<Record<string, TemplateVariable>>;

type OptionalName<Own extends Variables> = {
  [Name in keyof Own]: Own[Name] extends { readonly required: false } ? Name : never;
}[keyof Own];

/** The data of a template whose variables are known. */
type DataOf<Own> = Own extends Variables
  ? { readonly [Name in Exclude<keyof Own, OptionalName<Own>>]: VariableValues[Own[Name]["type"]] } & {
      readonly [Name in OptionalName<Own>]?: VariableValues[Own[Name]["type"]];
    }
  : TemplateData;

/** A template's id with its data: one form for each template of a registry. */
type TemplateContent<Registry extends TemplateRegistry> = {
  [Entry in Registry["templates"][number] as Entry["id"]]: {
    readonly templateId: Entry["id"];
    readonly templateData: DataOf<Entry extends { readonly variables: infer Own } ? Own : undefined>;
  };
}[Registry["templates"][number]["id"]];

/**
 * A message's input whose `templateData` fits the template of its `templateId`. Where the registry's ids are not known to the compiler, it
 * is the input as it is; an id that a known registry lacks does not compile.
 */
export type WithTemplates<Input, Registry extends TemplateRegistry> = string extends Registry["templates"][number]["id"]
  ? Input
  : Input extends unknown
    ? Omit<Input, "templateId" | "templateData"> & TemplateContent<Registry>
    : never;
