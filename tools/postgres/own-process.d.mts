export function unprivileged(): { readonly uid?: number; readonly gid?: number };
export function freePort(): Promise<number>;
