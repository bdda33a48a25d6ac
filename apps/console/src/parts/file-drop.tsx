import { useId } from "preact/hooks";

export interface FileDropProps {
  /** What the button says. */
  readonly choose: string;
  /** That it may be dropped as well. */
  readonly hint: string;
  readonly onFile: (file: File) => void;
}

/** A table is dropped or chosen: CSV or XLSX. It is read in the browser. */
export function FileDrop({ choose, hint, onFile }: FileDropProps) {
  const id = useId();
  const give = (file: File | undefined) => file && onFile(file);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the field in it does the same.
    <div
      class="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        give(event.dataTransfer?.files[0]);
      }}
    >
      <input
        id={id}
        class="hidden"
        type="file"
        accept=".csv,.txt,.xlsx"
        onChange={({ currentTarget }) => {
          give(currentTarget.files?.[0]);
          // The same file can be chosen once more, after it was corrected.
          currentTarget.value = "";
        }}
      />
      <label class="button" for={id}>
        {choose}
      </label>
      <p class="muted">{hint}</p>
    </div>
  );
}
