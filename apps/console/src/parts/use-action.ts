import { useRef, useState } from "preact/hooks";

/** What is done at a press: once at a time. */
export interface Action {
  /** Whether it is on its way. A button says so by `aria-disabled`: one that is disabled would lose the focus. */
  readonly isBusy: boolean;
  /** What the last one threw; `undefined` where it succeeded. */
  readonly error: unknown;
  /** Does it, unless one is on its way; gives whether it was done. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

export function useAction(): Action {
  const running = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    // A second press comes before the first one is drawn.
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { isBusy, error, run };
}
