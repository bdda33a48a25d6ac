import type { Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useWords } from "../texts/use-words.ts";
import { TextField } from "./field.tsx";

type Values = Readonly<Record<string, string>>;

export interface VariableFieldsProps {
  /** The registry's entry; without one the names have to be typed as well. */
  readonly template: Template | undefined;
  readonly values: Values;
  readonly onValues: (values: Values) => void;
}

/** A field for each variable of a template. */
export function VariableFields({ template, values, onValues }: VariableFieldsProps) {
  const { t } = useWords();
  const [added, setAdded] = useState("");
  const known = template?.variables ?? {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(values)])];
  const hintOf = (name: string) => {
    const { type, maxLength, required } = known[name] ?? {};
    const parts = [
      type && t.templates.types[type],
      maxLength !== undefined && t.resend.maxLength(maxLength),
      required === false && t.optional,
    ];
    return parts.filter(Boolean).join(" · ") || undefined;
  };
  return (
    <>
      {names.map((name) => (
        <TextField
          key={name}
          label={name}
          hint={hintOf(name)}
          dir="auto"
          value={values[name] ?? ""}
          onValue={(value) => onValues({ ...values, [name]: value })}
        />
      ))}
      {!template?.variables && (
        <div class="field-row">
          <TextField label={t.resend.variableName} value={added} onValue={setAdded} />
          <button
            type="button"
            class="button"
            disabled={added.trim() === ""}
            onClick={() => {
              onValues({ ...values, [added.trim()]: "" });
              setAdded("");
            }}
          >
            {t.resend.addVariable}
          </button>
        </div>
      )}
    </>
  );
}
