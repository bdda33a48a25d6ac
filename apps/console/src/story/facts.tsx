import type { MessageDetails } from "@nxzalo/client/desk";
import { Fact } from "../parts/fact.tsx";
import { useWords } from "../texts/use-words.ts";

/** What is stored of a message, for who has to tell it to somebody else. */
export function Facts({ message }: { readonly message: MessageDetails }) {
  const { t, format } = useWords();
  const { templateId, app, caller, labels, cost, requestId, messageId } = message;
  return (
    <details class="more">
      <summary>{t.more}</summary>
      <dl class="facts">
        <Fact name={t.story.template}>{templateId}</Fact>
        {cost && <Fact name={t.story.cost}>{format.money(cost)}</Fact>}
        {app !== null && <Fact name={t.story.app}>{app}</Fact>}
        {caller !== null && <Fact name={t.story.caller}>{caller}</Fact>}
        {Object.entries(labels).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        {requestId !== null && <Fact name={t.story.requestId}>{requestId}</Fact>}
        <Fact name={t.story.messageId}>{messageId}</Fact>
      </dl>
    </details>
  );
}
