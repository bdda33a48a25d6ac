import type { Claim, ClaimRequest, JourneyRecord } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import type { Tables } from "./tables.ts";

/** Records a journey, or what is new of it. */
const add = ({ journeys }: Tables, journey: JourneyRecord) => {
  const { acknowledgedAt = null, endedAt = null } = journeys.get(journey.journeyId) ?? {};
  journeys.set(journey.journeyId, { ...journey, acknowledgedAt, endedAt });
};

function seen({ claims, journeys }: Tables, { key, owner, now, waitedFor }: ClaimRequest): Claim | undefined {
  const claim = claims.get(key);
  if (!claim) return undefined;
  const journey = claim.journeyId === null ? undefined : journeys.get(claim.journeyId);
  if (journey && journey.liveUntil > now && journey.endedAt === null) return { kind: "live", journey: { ...journey } };
  if (claim.failure != null && claim.failedOwner === waitedFor) return { kind: "failed", failure: claim.failure };
  const isHeld = claim.owner !== null && claim.owner !== owner && claim.leaseUntil > now;
  return isHeld ? { kind: "busy", owner: claim.owner as string } : undefined;
}

export function claimsIn(tables: Tables): Pick<JourneyRecords, "claim" | "complete" | "release" | "add"> {
  const { claims } = tables;
  return {
    claim: async (request) => {
      const found = seen(tables, request);
      if (found) return found;
      const { key, owner, leaseUntil } = request;
      claims.set(key, { journeyId: null, ...claims.get(key), owner, leaseUntil });
      return { kind: "claimed" };
    },
    complete: async ({ key, owner, journey }) => {
      if (claims.get(key)?.owner !== owner) return false;
      claims.set(key, { owner: null, leaseUntil: 0, journeyId: journey.journeyId });
      add(tables, journey);
      return true;
    },
    release: async ({ key, owner, failure }) => {
      const claim = claims.get(key);
      if (claim?.owner === owner) Object.assign(claim, { owner: null, leaseUntil: 0, failedOwner: owner, failure });
    },
    add: async (journey) => add(tables, journey),
  };
}
