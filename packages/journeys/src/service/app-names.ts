import type { MessageScope } from "@nxzalo/core/journeys";
import { type AppKeys, type AppNames, createIndexes, type ServiceContext } from "./context.ts";

const noApps = {};

async function readAppNames({ encryption, appKey }: ServiceContext, apps: AppKeys): Promise<AppNames> {
  const { app } = createIndexes(encryption);
  const named = Object.entries({ default: appKey, ...apps }).reverse();
  return new Map(await Promise.all(named.map(async ([name, key]) => [await app(key), name] as const)));
}

/**
 * The configured names of applications by their indexes, made once for a configuration, which may have hundreds. The first name of a key is
 * it; the default application's is `default`, unless another key has that name.
 */
export async function toAppNames(context: ServiceContext, { apps = noApps }: MessageScope): Promise<AppNames> {
  const names = context.knownAppNames.get(apps) ?? (await readAppNames(context, apps));
  context.knownAppNames.set(apps, names);
  return names;
}
