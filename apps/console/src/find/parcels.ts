import type { StoredMessage } from "@nxzalo/client/desk";

/** The messages of one order to one phone. */
export interface Parcel {
  /** Tells it apart from others on the page. */
  readonly key: string;
  readonly reference: string | undefined;
  readonly phone: string | null;
  /** Newest first. */
  readonly messages: readonly StoredMessage[];
  /** Its newest message. */
  readonly latest: StoredMessage;
}

/** By reference, and by the phone as it is shown: a message without a reference is a parcel by itself. */
const keyOf = ({ messageId, reference, phone, app }: StoredMessage): string =>
  reference === undefined ? messageId : JSON.stringify([app, reference, phone]);

/** Messages as parcels, that with the newest message first. What several searches have found is there once. */
export function groupParcels(found: readonly StoredMessage[]): readonly Parcel[] {
  const unique = [...new Map(found.map((message) => [message.messageId, message])).values()].sort(
    (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
  );
  const groups = new Map<string, StoredMessage[]>();
  for (const message of unique) {
    const key = keyOf(message);
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  return [...groups].flatMap(([key, messages]) => {
    const [latest] = messages;
    return latest ? [{ key, reference: latest.reference, phone: latest.phone, messages, latest }] : [];
  });
}
