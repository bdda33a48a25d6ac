/** The codes of a disk that is full: Postgres', the system's, and SQLite's as the journey store gives it. */
export const storageFullCodes: readonly unknown[] = ["53100", "ENOSPC", "SQLITE_FULL"];
