import type { Template } from "@nxzalo/client/desk";
import { useSession } from "../session/session.ts";
import { usePolled } from "./use-polled.ts";

const fiveMinutesMs = 300_000;

/** The approved templates; `undefined` until they are there, none for who may not read them. */
export function useTemplates(): readonly Template[] | undefined {
  const { desk, may } = useSession();
  const load = (signal: AbortSignal) => (may("read") ? desk.templates({ signal }) : Promise.resolve({ templates: [] }));
  return usePolled("templates", load, fiveMinutesMs).data?.templates;
}

/** What a template is called: by its name where the registry has one. */
export const templateName = (templates: readonly Template[] | undefined, id: string): string =>
  templates?.find((own) => own.id === id)?.name ?? id;
