import type { TextEncoding } from "@nxzalo/batch/files";

/** The encodings that can be named. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1258"] as const satisfies readonly TextEncoding[];
