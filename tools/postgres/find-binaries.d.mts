export function findBinaries(path?: string): string | undefined;
export function findPgBouncer(path?: string): string | undefined;
