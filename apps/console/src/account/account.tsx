import { Fact } from "../parts/fact.tsx";
import { Page } from "../parts/page.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { Audit } from "./audit.tsx";
import { Events } from "./events.tsx";
import { Invite } from "./invite.tsx";
import { PeopleRequests } from "./people-requests.tsx";
import { SignOutPerson } from "./sign-out-person.tsx";
import { Suppressions } from "./suppressions.tsx";
import { UnmatchedReceipts } from "./unmatched-receipts.tsx";

/** Who is signed in, and what only a few need: who is not written to, what people have asked for, what other systems were not told, and who did what. */
export function Account() {
  const { t, format } = useWords();
  const { me, may } = useSession();
  const roles: Readonly<Record<string, string>> = t.account.roles;
  const names: Readonly<Record<string, string>> = t.account.scopeNames;
  return (
    <Page title={t.account.title}>
      <section class="card">
        <h2>{t.account.me}</h2>
        <p class="caller-name">
          <bdi>{me.session?.name ?? me.caller}</bdi>
        </p>
        <dl class="facts">
          {me.session && (
            <>
              <Fact name={t.account.role}>{roles[me.session.role] ?? me.session.role}</Fact>
              <Fact name={t.account.until}>{format.dateTime(me.session.expiresAt)}</Fact>
            </>
          )}
          <Fact name={t.account.scopes}>
            <ul class="tags">
              {me.scopes.map((scope) => (
                <li key={scope} class="tag">
                  {names[scope] ?? scope}
                </li>
              ))}
            </ul>
          </Fact>
          <Fact name={t.account.apps}>{me.apps.join(", ")}</Fact>
        </dl>
      </section>
      {may("read") && <Suppressions />}
      {may("read") && <PeopleRequests />}
      {may("admin") && <Events />}
      {may("read") && !may("admin") && !me.limited && <UnmatchedReceipts />}
      {may("admin") && !me.limited && <Invite />}
      {may("admin") && !me.limited && <SignOutPerson />}
      {may("admin") && <Audit />}
    </Page>
  );
}
