import type { Around, WorkFacts } from "../../packages/core/src/internal/around.ts";

/** One piece of work, with all that has become known of it. */
export interface RecordedWork {
  readonly name: string;
  /** The pieces that it was part of, the outermost first. */
  readonly within: readonly string[];
  readonly incoming: string | null;
  readonly facts: Record<string, unknown>;
  failed: boolean;
}

/** An `around` that records what it is put around, one piece at a time; `headers` are what it gives to be sent on. */
export function recordWork(headers: Readonly<Record<string, string>> = {}) {
  const works: RecordedWork[] = [];
  const running: string[] = [];
  const around: Around = async (name, facts, run, incoming) => {
    const work: RecordedWork = {
      name,
      within: [...running],
      incoming: incoming?.get("traceparent") ?? null,
      facts: { ...facts },
      failed: false,
    };
    works.push(work);
    running.push(name);
    try {
      return await run({ headers: () => headers, set: (more: WorkFacts) => void Object.assign(work.facts, more) });
    } catch (error) {
      work.failed = true;
      throw error;
    } finally {
      running.pop();
    }
  };
  return { around, works };
}
