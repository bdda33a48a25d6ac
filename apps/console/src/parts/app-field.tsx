import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { SelectField } from "./field.tsx";

export interface AppFieldProps {
  readonly value: string | undefined;
  readonly onValue: (app: string) => void;
}

/** In which application something is done, for who may use several. */
export function AppField({ value = "", onValue }: AppFieldProps) {
  const { t } = useWords();
  const { apps } = useSession().me;
  if (apps.length < 2) return null;
  return (
    <SelectField
      label={t.messages.app}
      value={value}
      onValue={onValue}
      options={apps.map((app) => [app, app] as const)}
    />
  );
}
