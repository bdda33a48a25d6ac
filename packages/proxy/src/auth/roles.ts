import type { Scope } from "./authorize.ts";

/**
 * What people of the console may do, by what they are. `agent`: answers the phone: looks parcels up, shows one phone at a time, sends again.
 * `lead`: all of that for others' messages as well, and deletes, suppresses, replays, closes a month, makes links. `bookkeeper`: reads costs,
 * and masked messages. `developer`: sends and sees tokens, and messages masked.
 */
export const roles = {
  agent: ["send", "read", "people"],
  lead: ["send", "read", "people", "admin"],
  bookkeeper: ["read"],
  developer: ["send", "tokens", "read"],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;

/** One of {@link roles}. */
export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as readonly Role[];

export const isRole = (text: string): text is Role => Object.hasOwn(roles, text);
