import type { Template } from "@nxzalo/client/desk";
import { useSession } from "../session/session.ts";
import { usePolled } from "./use-polled.ts";

const fiveMinutesMs = 300_000;

/** The approved templates; `undefined` until they are there. */
export function useTemplates(): readonly Template[] | undefined {
  const { desk } = useSession();
  return usePolled("templates", (signal) => desk.templates({ signal }), fiveMinutesMs).data?.templates;
}

/** What a template is called: by its name where the registry has one. */
export const templateName = (templates: readonly Template[] | undefined, id: string): string =>
  templates?.find((own) => own.id === id)?.name ?? id;
