import type { Template, Templates } from "@nxzalo/core";

type Tag = NonNullable<Template["tag"]>;

/** What knows the approved templates, where there is a registry. */
interface Registered {
  readonly templates: Templates | undefined;
}

/** Zalo's tag of a template, where the registry has it. */
export const tagOf = ({ templates }: Registered, templateId: string | null): Tag | undefined =>
  templateId === null ? undefined : templates?.find(templateId)?.tag;

/** The templates of a tag. */
export const idsOfTag = ({ templates }: Registered, tag: Tag): readonly string[] =>
  (templates?.registry.templates ?? []).filter((template) => template.tag === tag).map(({ id }) => id);
