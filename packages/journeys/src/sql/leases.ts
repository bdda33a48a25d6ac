import type { Holder, JourneyRecord, KnownJourney, Lease, LeaseRequest } from "../store/records.ts";
import { journeyColumns } from "./queries.ts";
import { execute, inList, lock, type Query, queryAll, queryLast, queryOne, type Statement, sql } from "./query.ts";

interface LeaseRow {
  readonly key: string;
  readonly owner: string | null;
  readonly leaseUntil: number;
  readonly failedOwner: string | null;
  readonly failure: string | null;
}

/** A key without a journey has nulls in the journey's place. */
type FoundRow = LeaseRow & (KnownJourney | { readonly journeyId: null });

const leasesWhere = (condition: Statement): Statement => sql`
  SELECT l.key, l.owner, l.lease_until AS "leaseUntil", l.failed_owner AS "failedOwner", l.failure, ${journeyColumns}
  FROM nxzalo_leases l LEFT JOIN nxzalo_journeys j ON j.journey_id = l.journey_id
  WHERE ${condition}`;

function toLease(found: FoundRow | undefined, { owner, now, waitedFor }: LeaseRequest): Lease | undefined {
  if (!found) return undefined;
  const { key: _, owner: holder, leaseUntil, failedOwner, failure, ...journey } = found;
  if (journey.journeyId !== null && journey.liveUntil > now && journey.endedAt === null)
    return { kind: "live", journey };
  if (failure !== null && failedOwner === waitedFor) return { kind: "failed", failure };
  return holder !== null && holder !== owner && leaseUntil > now ? { kind: "busy", owner: holder } : undefined;
}

/** What a key has; nothing where it is free to be taken. */
function* readLease(request: LeaseRequest): Query<Lease | undefined> {
  return toLease(yield* queryOne<FoundRow>(leasesWhere(sql`l.key = ${request.key}`)), request);
}

/** What each key has, in the order of the requests. */
export function* readLeases(requests: readonly LeaseRequest[]): Query<readonly (Lease | undefined)[]> {
  const [only, second] = requests;
  if (only && !second) return [yield* readLease(only)];
  const rows = yield* queryAll<FoundRow>(leasesWhere(sql`l.key IN (${inList(requests.map(({ key }) => key))})`));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return requests.map((request) => toLease(byKey.get(request.key), request));
}

/** Whether the row of a lease that is asked for is free: what `toLease` gives nothing of. */
const isFree = ({ owner, now, waitedFor }: LeaseRequest) => sql`
  NOT EXISTS (SELECT 1 FROM nxzalo_journeys j
    WHERE j.journey_id = nxzalo_leases.journey_id AND j.live_until > ${now} AND j.ended_at IS NULL)
  AND (nxzalo_leases.failure IS NULL OR nxzalo_leases.failed_owner IS NULL OR nxzalo_leases.failed_owner <> ${waitedFor ?? ""})
  AND (nxzalo_leases.owner IS NULL OR nxzalo_leases.owner = ${owner} OR nxzalo_leases.lease_until <= ${now})`;

/** It is the owner's where its row says so afterwards: what the row has otherwise is why it is not. */
export function* acquireLease(request: LeaseRequest): Query<Lease> {
  const { key, owner, leaseUntil } = request;
  yield* lock(`lease ${key}`);
  yield* execute(sql`
    INSERT INTO nxzalo_leases (key, owner, lease_until) VALUES (${key}, ${owner}, ${leaseUntil})
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until WHERE ${isFree(request)}`);
  const [found] = yield* queryLast<FoundRow>(leasesWhere(sql`l.key = ${key}`));
  const isOwners = found?.owner === owner;
  return toLease(found, request) ?? (isOwners ? { kind: "acquired" } : { kind: "busy", owner: found?.owner ?? "" });
}

export function* renewLease({ key, owner, leaseUntil }: Holder & { readonly leaseUntil: number }): Query<boolean> {
  const renewed = yield* queryLast(sql`
    UPDATE nxzalo_leases SET lease_until = ${leaseUntil} WHERE key = ${key} AND owner = ${owner} RETURNING key`);
  return renewed.length > 0;
}

export function* addJourney(journey: JourneyRecord, condition = sql`1 = 1`): Query<void> {
  const { journeyId, appIndex, phoneIndex, referenceIndex, tokenIndex, ciphertext, createdAt, expiresAt } = journey;
  const { liveUntil, tokenType, caller, labels, simulated = false } = journey;
  // Whether NXCLOUD may give one journey twice is not documented: then it is what NXCLOUD said last.
  yield* execute(sql`
    INSERT INTO nxzalo_journeys (journey_id, app_index, phone_index, reference_index, token_index, ciphertext, created_at,
      expires_at, live_until, token_type, caller, labels, simulated)
    SELECT ${journeyId}, ${appIndex}, ${phoneIndex}, ${referenceIndex}, ${tokenIndex}, ${ciphertext}, ${createdAt},
      ${expiresAt}, ${liveUntil}, ${tokenType}, ${caller}, ${labels}, ${Number(simulated)} WHERE ${condition}
    ON CONFLICT (journey_id) DO UPDATE SET app_index = excluded.app_index, phone_index = excluded.phone_index,
      reference_index = excluded.reference_index, token_index = excluded.token_index, ciphertext = excluded.ciphertext,
      created_at = excluded.created_at, expires_at = excluded.expires_at, live_until = excluded.live_until,
      token_type = excluded.token_type, caller = excluded.caller, labels = excluded.labels, simulated = excluded.simulated`);
}

export function* completeLease({ key, owner, journey }: Holder & { readonly journey: JourneyRecord }): Query<boolean> {
  yield* lock(`lease ${key}`);
  const isOwners = sql`key = ${key} AND owner = ${owner}`;
  yield* addJourney(journey, sql`EXISTS (SELECT 1 FROM nxzalo_leases WHERE ${isOwners})`);
  const ended = yield* queryLast(sql`
    UPDATE nxzalo_leases
    SET owner = NULL, lease_until = 0, journey_id = ${journey.journeyId}, failed_owner = NULL, failure = NULL
    WHERE ${isOwners} RETURNING key`);
  return ended.length > 0;
}

export function* releaseLease({ key, owner, failure }: Holder & { readonly failure: string | null }): Query<void> {
  // Also what is being written: a connection may break before its commit has been answered.
  yield* lock(`lease ${key}`);
  yield* execute(sql`
    UPDATE nxzalo_leases SET owner = NULL, lease_until = 0, failed_owner = ${owner}, failure = ${failure}
    WHERE key = ${key} AND owner = ${owner}`);
}
