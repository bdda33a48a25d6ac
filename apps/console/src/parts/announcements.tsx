import { useLayoutEffect, useState } from "preact/hooks";
import { createStore, useStore } from "../store.ts";

interface Announcement {
  readonly text: string;
  /** Tells it from one before that says the same. */
  readonly number: number;
}

const present = createStore<Announcement | undefined>(undefined);
/** Where it may be shown, the last one on top: what lies behind a dialog is neither seen nor read. */
const places = createStore<readonly object[]>([]);
const shownMs = 8_000;
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells that something is done, wherever the page goes on from there. */
export function announce(text: string): void {
  count += 1;
  clearTimeout(timer);
  timer = setTimeout(() => present.write(undefined), shownMs);
  present.write({ text, number: count });
}

/** What was announced, for some seconds: on the page, or in the dialog that covers it. */
export function Announcements() {
  const announcement = useStore(present);
  const [own] = useState({});
  const isOnTop = useStore(places).at(-1) === own;
  useLayoutEffect(() => {
    places.write([...places.read(), own]);
    return () => places.write(places.read().filter((place) => place !== own));
  }, [own]);
  return (
    <div class="announcements" role="status">
      {announcement && isOnTop && <p key={announcement.number}>{announcement.text}</p>}
    </div>
  );
}
