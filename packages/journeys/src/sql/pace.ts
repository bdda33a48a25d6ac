import { nextPlaceUs, placesFrom } from "../store/pace.ts";
import type { Pace } from "../store/waiting.ts";
import { execute, type Query, queryOne, sql } from "./query.ts";

/** The pace, in microseconds since the epoch, held until the transaction ends. */
function* holdPace({ name }: Pace): Query<number> {
  const row = yield* queryOne<{ nextAt: number }>(sql`
    INSERT INTO nxzalo_pace (name, next_at) VALUES (${name}, 0)
    ON CONFLICT (name) DO UPDATE SET next_at = nxzalo_pace.next_at RETURNING next_at AS "nextAt"`);
  return row?.nextAt ?? 0;
}

/** Places for messages that wait, as times: none far ahead of now, so that what is live waits for few of them. */
export function* grantPlaces(
  pace: Pace,
  { now, wanted }: { readonly now: number; readonly wanted: number },
): Query<readonly number[]> {
  const { name, intervalUs } = pace;
  const nowUs = now * 1_000;
  const startUs = nextPlaceUs(yield* holdPace(pace), nowUs);
  const places = placesFrom(startUs, wanted, { nowUs, intervalUs });
  if (places.length > 0)
    yield* execute(sql`UPDATE nxzalo_pace SET next_at = ${startUs + places.length * intervalUs} WHERE name = ${name}`);
  return places.map((placeUs) => placeUs / 1_000);
}

export function* acquireSlot({
  now,
  withinMs,
  ...pace
}: Pace & { readonly now: number; readonly withinMs: number }): Query<number | undefined> {
  const startUs = nextPlaceUs(yield* holdPace(pace), now * 1_000);
  if (startUs > (now + withinMs) * 1_000) return undefined;
  yield* execute(sql`UPDATE nxzalo_pace SET next_at = ${startUs + pace.intervalUs} WHERE name = ${pace.name}`);
  return startUs / 1_000;
}
