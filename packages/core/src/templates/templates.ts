import type { EnvRecord } from "../config/env.ts";
import { ProxyError } from "../errors.ts";
import { parseJson } from "../internal/json.ts";
import { type CodedIssue, check, configError, describeIssues, firstIssues, nameOf } from "../internal/validate.ts";
import type { TemplateData } from "../schemas/index.ts";
import { countCharacters, shorten } from "./characters.ts";
import { type Template, type TemplateRegistry, type TemplateVariable, templateRegistrySchema } from "./registry.ts";
import { typeProblem } from "./variable-types.ts";

/** What a message says, as far as it is held against its template. */
export interface HeldMessage {
  /** The template's id. */
  readonly templateId: string;
  /** Its variables; texts are in NFC. */
  readonly templateData: TemplateData;
}

/** A registry that messages are held against: the `templates` of `createNxZalo`, `createJourneys` and `createProxy`. */
export interface Templates<Registry extends TemplateRegistry = TemplateRegistry> {
  /** What it was made of. */
  readonly registry: Registry;
  /** The template of an id; `undefined` where there is none. */
  readonly find: (templateId: string) => Template | undefined;
  /**
   * The data as it may be sent, with texts shortened where the registry says so. A template that is not in the registry, or lists no
   * variables, is not checked.
   *
   * @throws ProxyError `template_mismatch` with one issue per variable that does not fit, of the first 20.
   */
  readonly hold: (message: HeldMessage) => TemplateData;
  /** The data as it may be stored: without the variables that are secret. */
  readonly withoutSecrets: (message: HeldMessage) => TemplateData;
}

type Value = TemplateData[string];

/** What is wrong with one variable, or its value as it is sent. */
function holdVariable(variable: TemplateVariable, value: Value): { value: Value } | Omit<CodedIssue, "path"> {
  const { type, maxLength = Number.POSITIVE_INFINITY, required = true, onTooLong } = variable;
  if (value === "") return required ? { code: "empty", message: "must not be empty" } : { value };
  const wrong = typeProblem(type, value);
  if (wrong) return { code: wrong.code, message: wrong.message };
  const text = String(value);
  // A character takes one unit of a JavaScript text, or more: what is short enough by these is not counted.
  if (text.length <= maxLength) return { value };
  const length = countCharacters(text);
  if (length <= maxLength) return { value };
  if (onTooLong === "shorten") return { value: shorten(text, maxLength) };
  const message = `has ${length} characters, and ${maxLength} are allowed`;
  return { code: "variable_too_long", message, limit: maxLength, length };
}

/** @throws ProxyError */
function holdData(variables: ReadonlyMap<string, TemplateVariable>, data: TemplateData): TemplateData {
  const issues: CodedIssue[] = [];
  const complain = (name: string, issue: Omit<CodedIssue, "path">) =>
    issues.push({ path: ["templateData", nameOf(name)], ...issue });
  for (const [name, { required = true }] of variables) {
    if (required && !Object.hasOwn(data, name)) complain(name, { code: "required", message: "is required" });
  }
  const entries = Object.entries(data).map(([name, value]): [string, Value] => {
    const variable = variables.get(name);
    const held = variable
      ? holdVariable(variable, value)
      : ({ code: "variable_unknown", message: "is no variable of the template: leave it out" } as const);
    if ("value" in held) return [name, held.value];
    complain(name, held);
    return [name, value];
  });
  if (issues.length === 0) return Object.fromEntries(entries);
  const first = firstIssues(issues);
  throw new ProxyError(
    `The message does not fit its template: ${describeIssues({ issues: first, count: issues.length })}`,
    {
      code: "template_mismatch",
      outcome: "not_sent",
      issues: first,
      hint: "correct the variables, or the registry where it is not what Zalo approved",
    },
  );
}

/** A map, since a name of a message may be `toString`; in NFC, as the names of messages are. */
const byName = (variables: Readonly<Record<string, TemplateVariable>>) =>
  new Map(Object.entries(variables).map(([name, variable]) => [name.normalize("NFC"), variable]));

/** @throws ConfigError */
function createTemplates<Registry extends TemplateRegistry>(
  registry: Registry,
  from: readonly string[] = [],
): Templates<Registry> {
  const result = check(templateRegistrySchema(), registry);
  if ("issues" in result)
    throw configError(result.issues.map((issue) => ({ ...issue, path: [...from, ...issue.path] })));
  const byId = new Map<string, Template>(registry.templates.map((template) => [template.id, template]));
  const variablesOf = new Map(registry.templates.map(({ id, variables }) => [id, variables && byName(variables)]));
  return {
    registry,
    find: (templateId) => byId.get(templateId),
    hold: ({ templateId, templateData }) => {
      const variables = variablesOf.get(templateId);
      return variables ? holdData(variables, templateData) : templateData;
    },
    withoutSecrets: ({ templateId, templateData }) => {
      const variables = variablesOf.get(templateId);
      return Object.fromEntries(Object.entries(templateData).filter(([name]) => !variables?.get(name)?.secret));
    },
  };
}

/**
 * Makes a registry of approved templates. Given to `createNxZalo`, `createJourneys` or `createProxyClient` as `templates`, it lets only those
 * `templateId` and `templateData` compile that fit it; the first two hold messages against it before anything is sent, too.
 *
 * @throws ConfigError with one issue for each thing that is wrong with it, of the first 20.
 * @example
 * ```ts
 * import { createNxZalo, defineTemplates } from "@nxzalo/core";
 *
 * const templates = defineTemplates({
 *   templates: [{ id: "133214", variables: { name: { type: "text", maxLength: 30, onTooLong: "shorten" }, total: { type: "money" } } }],
 * } as const);
 * const nx = createNxZalo({ credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app", templates });
 * await nx.sendTemplate({ phone: "84912345678", templateId: "133214", templateData: { name: "Nguyễn Văn An", total: 150000 } });
 * ```
 */
export const defineTemplates = <const Registry extends TemplateRegistry>(registry: Registry): Templates<Registry> =>
  createTemplates(registry);

/**
 * Reads a registry from JSON: a file's text, or the value that an import of it gives. Its ids are not known to the compiler, so any
 * `templateId` compiles.
 *
 * @throws ConfigError with one issue for each thing that is wrong with it, of the first 20.
 * @example
 * ```ts
 * import { parseTemplates } from "@nxzalo/core";
 *
 * parseTemplates('{ "templates": [{ "id": "133214", "tag": 2 }] }').find("133214")?.tag; // 2
 * ```
 */
export const parseTemplates = (json: unknown): Templates => readTemplates(json, []);

/** @throws ConfigError whose paths begin with where it is from. */
const readTemplates = (json: unknown, from: readonly string[]): Templates =>
  createTemplates((typeof json === "string" ? readJson(json, from) : json) as TemplateRegistry, from);

/** @throws ConfigError without the parser's own words: they quote the text. */
function readJson(text: string, from: readonly string[]): unknown {
  try {
    return parseJson(text);
  } catch {
    throw configError([{ path: [...from, "templates"], message: "must be JSON", code: "json_wrong" }]);
  }
}

/**
 * The registry of a Worker's variable `TEMPLATES`, of the type text or JSON; `undefined` where it is not set.
 *
 * @throws ConfigError as {@link parseTemplates} does.
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo, templatesFromEnv } from "@nxzalo/core";
 *
 * export const clientOf = (env: object) => createNxZalo({ ...configFromEnv(env), templates: templatesFromEnv(env) });
 * ```
 */
export function templatesFromEnv(env: EnvRecord): Templates | undefined {
  const { TEMPLATES: json } = env as { readonly TEMPLATES?: unknown };
  return json === undefined || json === "" ? undefined : readTemplates(json, ["TEMPLATES"]);
}
