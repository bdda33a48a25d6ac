// Loaded into the gateway's process before anything else (`node --import`): its clock can be moved by a message, and what it looks at at intervals it looks at
// fifty times as often. The process itself is the one that is deployed.

/** A message of the drill's. */
export interface MoveClock {
  readonly moveMs: number;
}

const speed = 50;
const RealDate = Date;
const realMonotonic = performance.now.bind(performance);
const realInterval = setInterval;
let movedMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + movedMs);
    else super(given[0]);
  }
  static override now() {
    return RealDate.now() + movedMs;
  }
} as DateConstructor;
performance.now = () => realMonotonic() + movedMs;
globalThis.setInterval = ((run: () => void, everyMs: number) =>
  realInterval(run, everyMs / speed)) as typeof setInterval;

process.on("message", ({ moveMs }: MoveClock) => {
  movedMs += moveMs;
  process.send?.("moved");
});
