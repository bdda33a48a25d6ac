export function findBinaries(path?: string): string | undefined;
