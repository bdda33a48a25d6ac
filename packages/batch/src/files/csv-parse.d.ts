/** The part of csv-parse that is used: its own types need Node's, also where its build for browsers is meant. */
declare module "#csv-parse" {
  export interface Parser {
    write(bytes: Uint8Array | string): boolean;
    end(): void;
    destroy?: () => void;
    read(): string[] | null;
    once(event: "end" | "readable", listener: () => void): void;
    on(event: "error", listener: (error: Error & { readonly code?: string }) => void): void;
  }
  export function parse(options: {
    readonly delimiter: string;
    readonly record_delimiter: readonly string[];
    readonly relax_column_count: boolean;
    readonly relax_quotes: boolean;
    readonly max_record_size: number;
  }): Parser;
}
