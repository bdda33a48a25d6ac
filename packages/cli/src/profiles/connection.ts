import type { ProxyClientOptions } from "@nxzalo/client";
import { type CliContext, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { isReadByOthers, type Profile, profileFileOf, readProfiles } from "./profile-file.ts";

/** Where a gateway and its key were read. */
export interface FoundProfile extends Profile {
  /** `environment`, or the name of a profile. */
  readonly source: string;
}

/** Whether a gateway is named, set or stored; without one, what needs none can still be done. */
export const hasGateway = ({ env, t }: CliContext, { profile }: Pick<GatewayFlags, "profile">): boolean =>
  profile !== undefined ||
  Boolean(env["NXZALO_GATEWAY"] || env["NXZALO_KEY"]) ||
  Object.hasOwn(readProfiles(t, profileFileOf(env)), "default");

/** Paths are put behind it. */
const withoutEndingSlash = ({ gateway, key }: Profile): Profile => ({ gateway: gateway.replace(/\/+$/, ""), key });

/**
 * The gateway to call: the named profile, or else NXZALO_GATEWAY with NXZALO_KEY, or else the profile `default`. A key is only ever used
 * with the gateway that it was stored or set with.
 *
 * @throws CommandError where there is none.
 */
export function findProfile(
  { env, t, secrets }: CliContext,
  { profile: name }: Pick<GatewayFlags, "profile">,
): FoundProfile {
  const { NXZALO_GATEWAY: gateway, NXZALO_KEY: key } = env;
  if (name === undefined && (gateway || key)) {
    if (gateway && key) return { ...withoutEndingSlash({ gateway, key }), source: "environment" };
    const missing = gateway ? "NXZALO_KEY" : "NXZALO_GATEWAY";
    const message = t(`${missing} is not set, and the other one is`, `chưa đặt ${missing}, trong khi biến kia đã đặt`);
    throw new CommandError(message, exitCodes.usage);
  }
  const profiles = readProfiles(t, profileFileOf(env));
  const found = Object.hasOwn(profiles, name ?? "default") ? profiles[name ?? "default"] : undefined;
  if (found) {
    secrets.add(found.key);
    return { ...withoutEndingSlash(found), source: name ?? "default" };
  }
  const message =
    name === undefined
      ? t("no gateway is known", "chưa biết gateway nào")
      : t(`no profile ${name}`, `không có hồ sơ ${name}`);
  const hint = t("nxzalo login, or NXZALO_GATEWAY and NXZALO_KEY", "nxzalo login, hoặc NXZALO_GATEWAY và NXZALO_KEY");
  throw new CommandError(message, exitCodes.usage, hint);
}

/** What clients of a gateway take. */
export const clientOptionsOf = ({ gateway, key }: Profile): ProxyClientOptions => ({
  baseUrl: gateway,
  headers: { authorization: `Bearer ${key}` },
});

/**
 * The same, of the gateway to call.
 *
 * @throws CommandError where there is none.
 */
export function connect(context: CliContext, flags: Pick<GatewayFlags, "profile">): ProxyClientOptions {
  const found = findProfile(context, flags);
  const file = profileFileOf(context.env);
  if (found.source !== "environment" && isReadByOthers(file))
    say(
      context,
      context.t(`${file} can be read by others: chmod 600 it`, `người khác đọc được ${file}: hãy chmod 600`),
    );
  return clientOptionsOf(found);
}
