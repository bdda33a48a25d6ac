/** The columns that hold ciphertexts: each with its table, and the column that names its rows. */
export const ciphertextColumns = {
  journeys: { table: "nxzalo_journeys", row: "journey_id", column: "ciphertext" },
  messages: { table: "nxzalo_messages", row: "message_id", column: "ciphertext" },
  message_data: { table: "nxzalo_messages", row: "message_id", column: "data" },
  message_secrets: { table: "nxzalo_messages", row: "message_id", column: "secrets" },
  receipts: { table: "nxzalo_receipts", row: "receipt_id", column: "ciphertext" },
  leases: { table: "nxzalo_leases", row: "key", column: "failure" },
  idempotency_keys: { table: "nxzalo_idempotency_keys", row: "key", column: "answer" },
  tasks: { table: "nxzalo_tasks", row: "message_id", column: "ciphertext" },
  suppressions: { table: "nxzalo_suppressions", row: "suppression_id", column: "ciphertext" },
  people_requests: { table: "nxzalo_people_requests", row: "request_id", column: "ciphertext" },
} as const;

/** One kind of ciphertexts. */
export type CiphertextTable = keyof typeof ciphertextColumns;

/** Where a ciphertext stands. It is bound to that: in another row, table or column it cannot be decrypted. */
export interface Cell {
  readonly table: CiphertextTable;
  /** The row's own id or key. */
  readonly row: string;
}

/** A ciphertext of a table that is known. */
export interface StoredCiphertext {
  readonly row: string;
  readonly ciphertext: string;
}

/** What a page of rows holds. */
export interface CiphertextPage {
  readonly found: readonly StoredCiphertext[];
  /** The row that the next page comes after; absent where all have been looked at. */
  readonly last?: string | undefined;
}

/** A page of the ciphertexts of a table, by their rows. */
export interface CiphertextQuery {
  readonly table: CiphertextTable;
  /** Without those that begin so. */
  readonly except: string;
  /** Only rows that come after this one; empty at first. */
  readonly after: string;
  /** How many are given at most. */
  readonly limit: number;
  /** How many rows are looked at, at most. */
  readonly rows: number;
}

/** Ciphertexts of a table that take the place of others. */
export interface CiphertextChanges {
  readonly table: CiphertextTable;
  /** One whose row has not `from` any more is left out. */
  readonly changes: readonly { readonly row: string; readonly from: string; readonly to: string }[];
}
