import { formatPhone } from "../format.ts";
import { StateChip } from "../parts/state-chip.tsx";
import { useWords } from "../texts/use-words.ts";
import type { Parcel } from "./parcels.ts";

export interface ParcelListProps {
  readonly parcels: readonly Parcel[];
  readonly chosen: string | undefined;
  readonly onChoose: (messageId: string) => void;
}

/** What was found, one line for each parcel. */
export function ParcelList({ parcels, chosen, onChoose }: ParcelListProps) {
  const { t, format } = useWords();
  return (
    <ul class="parcels">
      {parcels.map(({ key, reference, phone, messages, latest }) => (
        <li key={key}>
          <button type="button" class="parcel" aria-current={key === chosen} onClick={() => onChoose(latest.messageId)}>
            <span class="parcel-name" dir="auto">
              {reference ?? t.find.noReference}
            </span>
            <StateChip state={latest.state} />
            <span class="parcel-about">
              <span class="digits">{formatPhone(phone)}</span>
              <span>{format.dateTime(latest.createdAt)}</span>
              {messages.length > 1 && <span>{t.find.messages(format.number(messages.length))}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
