import { useEffect } from "preact/hooks";
import { createStore, useStore } from "../store.ts";

interface Announcement {
  readonly text: string;
}

const present = createStore<Announcement | undefined>(undefined);
const shownMs = 8_000;

/** Tells that something is done, wherever the page goes on from there. */
export const announce = (text: string): void => present.write({ text });

/** What was announced, for some seconds. */
export function Announcements() {
  const announcement = useStore(present);
  useEffect(() => {
    if (!announcement) return;
    const timer = setTimeout(() => present.write(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [announcement]);
  return (
    <div class="announcements" role="status">
      {announcement && <p>{announcement.text}</p>}
    </div>
  );
}
