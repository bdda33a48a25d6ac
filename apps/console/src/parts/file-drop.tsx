import { useId } from "preact/hooks";

export interface FileDropProps {
  readonly label: string;
  readonly onFile: (file: File) => void;
}

/** A table is dropped or chosen: CSV or XLSX. It is read in the browser. */
export function FileDrop({ label, onFile }: FileDropProps) {
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
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.xlsx"
        onChange={({ currentTarget }) => give(currentTarget.files?.[0])}
      />
    </div>
  );
}
