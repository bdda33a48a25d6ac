import type { SuppressionScope, SuppressionSource } from "@nxzalo/core/schemas";
import type { AuditRecord, Page } from "./records.ts";
import type { SuppressionRecord } from "./suppressions.ts";

/** Which suppressions to find; a field that is left out matches all. */
export interface SuppressionQuery extends Page {
  /** Those of one of these applications, and those of all. */
  readonly appIndexes?: readonly string[] | undefined;
  readonly phoneIndex?: string | undefined;
  readonly source?: SuppressionSource | undefined;
  /** Only those that last beyond it. */
  readonly now: number;
}

/** Which suppressions to remove. */
export interface SuppressionRemoval {
  readonly phoneIndex: string;
  /** Those of these applications alone, so not those of all. Default: every one. */
  readonly appIndexes?: readonly string[] | undefined;
  readonly scope?: SuppressionScope | undefined;
  readonly sources: readonly SuppressionSource[];
  /** Added with the number of those that were removed. */
  /** Those of applications in which one is removed, and those of no application. */
  readonly entries: readonly AuditRecord[];
}

/** Whom a store is told not to write to. */
export interface SuppressionRecords {
  /** Those in force of some phones, in all applications, by one read. */
  findSuppressions(request: {
    readonly phoneIndexes: readonly string[];
    readonly now: number;
  }): Promise<readonly SuppressionRecord[]>;
  /** Stores one, in the place of one of the same id, and adds the entry. */
  addSuppression(request: { readonly suppression: SuppressionRecord; readonly entry: AuditRecord }): Promise<void>;
  /** Removes some, and adds the entries. Gives their number. */
  removeSuppressions(removal: SuppressionRemoval): Promise<number>;
  /** Those in force, newest first. */
  searchSuppressions(query: SuppressionQuery): Promise<readonly SuppressionRecord[]>;
}
