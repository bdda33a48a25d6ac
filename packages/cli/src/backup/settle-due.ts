/** Since this version of the tables, messages wait in them. */
const firstWithWaiting = 4;

/**
 * What waits in a copy and was due may have been sent since the copy was made: a gateway would send it again. From now on it is as it is where a
 * gateway dies while it sends: unknown, until a receipt or a person settles it. Gives how many these are.
 */
export async function settleDue(database: string, schema: number): Promise<number> {
  if (schema < firstWithWaiting) return 0;
  const { DatabaseSync } = await import("node:sqlite");
  const opened = new DatabaseSync(database);
  try {
    const now = Date.now();
    const { changes } = opened
      .prepare(
        `UPDATE nxzalo_messages SET state = 'unknown', attempted_at = ?, tries = tries + 1, secrets = NULL
        WHERE state = 'scheduled' AND due_at <= ?`,
      )
      .run(now, now);
    return Number(changes);
  } finally {
    opened.close();
  }
}
