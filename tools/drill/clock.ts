/** The drill's time: this machine's, moved ahead. */
export interface Clock {
  now(): number;
  move(ms: number): void;
}

export function createClock(): Clock {
  let movedMs = 0;
  return {
    now: () => Date.now() + movedMs,
    move: (ms) => {
      movedMs += ms;
    },
  };
}
