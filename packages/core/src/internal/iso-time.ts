const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The time of a text in ISO 8601 with its zone; `undefined` where it is none, or names a day or an hour that does not exist: `Date` makes
 * 1 March of 29 February 2023, and the next day of 24:00.
 */
export function parseIsoTime(text: string): Date | undefined {
  const [, local] = pattern.exec(text) ?? [];
  const time = new Date(text);
  const asUtc = new Date(`${local}Z`);
  if (local === undefined || Number.isNaN(time.getTime()) || Number.isNaN(asUtc.getTime())) return undefined;
  return asUtc.toISOString().startsWith(local.replace(/\..*/, "")) ? time : undefined;
}
