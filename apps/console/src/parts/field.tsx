import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
}

type Described = { readonly id: string; readonly "aria-describedby": string | undefined };

function Labels({
  label,
  hint,
  id,
  children,
}: Labelled & { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

const describe = (id: string, hint: string | undefined): Described => ({
  id,
  "aria-describedby": hint === undefined ? undefined : `${id}-hint`,
});

export interface TextFieldProps extends Labelled {
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Default: `text`. */
  readonly type?: "text" | "password" | "tel" | "date" | "month" | undefined;
  readonly required?: boolean | undefined;
  readonly inputMode?: "numeric" | "tel" | undefined;
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
  /** Default: `off`. */
  readonly autocomplete?: "current-password" | undefined;
  readonly dir?: "auto" | undefined;
}

export function TextField({ label, hint, value, onValue, ...attributes }: TextFieldProps) {
  const id = useId();
  return (
    <Labels label={label} hint={hint} id={id}>
      <input
        autocomplete="off"
        {...(attributes as object)}
        {...describe(id, hint)}
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </Labels>
  );
}

/** A phone that has to be typed. */
export const PhoneField = (props: Pick<TextFieldProps, "label" | "value" | "onValue">) => (
  <TextField type="tel" inputMode="tel" required {...props} />
);

export interface SelectFieldProps extends Labelled {
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Values with what they are called. */
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function SelectField({ label, hint, value, onValue, options }: SelectFieldProps) {
  const id = useId();
  return (
    <Labels label={label} hint={hint} id={id}>
      <select {...describe(id, hint)} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {options.map(([own, text]) => (
          <option key={own} value={own} selected={own === value}>
            {text}
          </option>
        ))}
      </select>
    </Labels>
  );
}
