import type {
  AccessScope,
  CallContext,
  Charge,
  ClosedMonth,
  Reconciliation,
  StatementRow,
} from "@nxzalo/core/journeys";
import { inputError, type ReconcileInput, validateInput } from "@nxzalo/core/schemas";
import type { LedgerEntry, LedgerPeriod } from "../store/ledger.ts";
import { endOfMonth } from "../store/vietnam-time.ts";
import { isSameAmount } from "./amounts.ts";
import { toAuditRecord } from "./audit.ts";
import { type ServiceContext, toAppIndexes } from "./context.ts";
import { readDays } from "./costs.ts";
import { schemas } from "./input-schemas.ts";

const readAtOnce = 1_000;
/** More than the largest statement that the proxy takes has rows; a Worker's memory holds them. */
const chargesAtMost = 50_000;

const tooManyCharges = () =>
  inputError([
    {
      path: ["to"],
      message: `is the last of days with more than ${chargesAtMost} charges: ask for fewer days`,
      code: "charges_too_many",
    },
  ]);

const toCharge = ({ at, journeyId, messageId, requestId, amount, currency }: LedgerEntry): Charge => ({
  chargedAt: new Date(at),
  ...(journeyId !== null && { journeyId }),
  ...(messageId !== null && { messageId }),
  ...(requestId !== null && { requestId }),
  amount: amount ?? "",
  currency: currency ?? "",
});

/** All charges whose own time is in the period. @throws InputError where they are more than are read. */
async function readCharges({ records }: ServiceContext, period: LedgerPeriod): Promise<readonly Charge[]> {
  const charges: Charge[] = [];
  let after: LedgerEntry | undefined;
  for (let isMore = true; isMore; ) {
    const page = await records.readLedger({ ...period, after, limit: readAtOnce });
    charges.push(...page.map(toCharge));
    if (charges.length > chargesAtMost) throw tooManyCharges();
    after = page.at(-1);
    isMore = page.length === readAtOnce;
  }
  return charges;
}

/** Statements may write `vnd`, as older rows of the ledger may. */
const toCurrency = (text: string) => text.trim().toUpperCase();

const isSamePrice = (ours: Charge, theirs: StatementRow) =>
  toCurrency(ours.currency) === toCurrency(theirs.currency) && isSameAmount(ours.amount, theirs.amount);

/** Holds NXCLOUD's statement against the ledger: each charge once, also where the statement has it twice. */
export async function reconcile(
  context: ServiceContext,
  given: ReconcileInput,
  { appKeys }: AccessScope,
): Promise<Reconciliation> {
  const { rows, ...query } = validateInput(schemas.reconcile(), given);
  const { from, before } = readDays(query);
  const appIndexes = await toAppIndexes(context, appKeys);
  const charges = await readCharges(context, { from, before, appIndexes });
  const byRequest = charges.map((charge) => [charge.requestId, charge] as const);
  const byId = new Map([...byRequest, ...charges.map((charge) => [charge.journeyId, charge] as const)]);
  const told = new Set<Charge>();
  const matches = rows.map((theirs) => {
    const found = byId.get(theirs.id);
    const ours = found && !told.has(found) ? found : undefined;
    if (ours) told.add(ours);
    return { ours, theirs };
  });
  return {
    same: matches.flatMap(({ ours, theirs }) => (ours && isSamePrice(ours, theirs) ? [theirs.id] : [])),
    onlyOurs: charges.filter((charge) => !told.has(charge)),
    onlyTheirs: matches.flatMap(({ ours, theirs }) => (ours ? [] : [theirs])),
    otherPrice: matches.flatMap(({ ours, theirs }) => (ours && !isSamePrice(ours, theirs) ? [{ ours, theirs }] : [])),
  };
}

/** Closes a month that is over, and those before it; the audit has who did. */
export async function closeMonth(
  context: ServiceContext,
  given: { readonly month: string },
  { caller }: Pick<CallContext, "caller">,
): Promise<ClosedMonth> {
  const { month } = validateInput(schemas.closeMonth(), given);
  const now = context.now();
  if (endOfMonth(month) > now)
    throw inputError([{ path: ["month"], message: "is not over yet", code: "month_not_over" }]);
  const entry = toAuditRecord(context, { action: "close", caller, subject: month });
  const { closedAt } = await context.records.closeMonth({ month, closedAt: now, entry });
  return { month, closedAt: new Date(closedAt) };
}
