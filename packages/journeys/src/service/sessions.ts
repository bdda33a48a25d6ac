import type { SessionService, SessionView } from "@nxzalo/core/journeys";
import { randomBytes, toHex } from "../bytes.ts";
import { hourMs, minuteMs } from "../durations.ts";
import type { SessionRecord } from "../store/sessions.ts";
import { toAuditRecord } from "./audit.ts";
import { createIndexes, type ServiceContext } from "./context.ts";

const linkMs = 15 * minuteMs;
const sessionMs = 12 * hourMs;

/** More than anyone can guess: 256 bits. */
const newSecret = () => toHex(randomBytes(32));

const toView = ({ name, role, expiresAt }: SessionRecord): SessionView => ({
  name,
  role,
  expiresAt: new Date(expiresAt),
});

export function createSessionService(context: ServiceContext): SessionService {
  const { records, encryption, now } = context;
  const indexes = createIndexes(encryption);
  let knownStoreId: string | undefined;
  return {
    invite: async ({ name, role }, { caller } = {}) => {
      const token = newSecret();
      const at = now();
      const sessionId = await indexes.link(token);
      const expiresAt = at + linkMs;
      const link = { sessionId, kind: "link", name, role, madeBy: caller ?? null, createdAt: at, expiresAt } as const;
      await records.addLink(link, toAuditRecord(context, { action: "invite", caller, subject: name, role }));
      return { token, expiresAt: new Date(expiresAt) };
    },
    begin: async (linkToken) => {
      const token = newSecret();
      const at = now();
      const [linkId, sessionId] = await Promise.all([indexes.link(linkToken), indexes.session(token)]);
      const session = { sessionId, createdAt: at, expiresAt: at + sessionMs };
      const entry = toAuditRecord(context, { action: "sign_in" });
      const begun = await records.useLink({ linkId, now: at, session, entry });
      return begun && { ...toView(begun), token };
    },
    find: async (token) => {
      const found = await records.findSession({ sessionId: await indexes.session(token), now: now() });
      return found && toView(found);
    },
    end: async (token) => {
      await records.deleteSession(await indexes.session(token));
    },
    endAll: async (name, { caller } = {}) => {
      const entry = toAuditRecord(context, { action: "sign_out", caller, subject: name });
      return records.deleteSessionsOf({ name, now: now(), entry });
    },
    storeId: async () => {
      knownStoreId ??= await records.setting("store_id", newSecret().slice(0, 8));
      return knownStoreId;
    },
  };
}
