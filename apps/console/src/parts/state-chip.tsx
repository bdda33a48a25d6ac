import type { MessageState } from "@nxzalo/client/desk";
import { peopleStateOf } from "../people-states.ts";
import { useWords } from "../texts/use-words.ts";
import { Icon } from "./icons.tsx";

/** Where a message stands, in a person's words; what is stored stands in its title. */
export function StateChip({ state }: { readonly state: MessageState }) {
  const { t } = useWords();
  const own = peopleStateOf(state);
  return (
    <span class={`chip chip-${own}`} title={t.storedStates[state] ?? state}>
      <Icon name={own} />
      {t.states[own]}
    </span>
  );
}
