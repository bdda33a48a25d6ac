import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/**
 * The next message of a forked process.
 *
 * @throws Error where the process has ended, or ends first.
 */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error("the process has ended");
  const listening = new AbortController();
  const ended = once(child, "exit", listening).then(async ([code, signal]) => {
    // What it has sent may not be read yet.
    if (child.connected) await once(child, "disconnect", listening);
    throw new Error(`the process ended without a message: ${code ?? signal}`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", listening), ended]);
    return message;
  } finally {
    listening.abort();
  }
}

/** What a process writes to both of its streams. */
export interface ProcessOutput {
  /** All of it, so far. */
  read(): string;
  /**
   * Waits for a text, and gives its first group, or all that matched.
   *
   * @throws Error with the whole output where the process ends first, or the time is over.
   */
  waitFor(text: RegExp, timeoutMs: number): Promise<string>;
}

/** Records the output of a process that has just been spawned. */
export function recordOutput(child: ChildProcess): ProcessOutput {
  let output = "";
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  for (const stream of streams) stream.on("data", (chunk) => (output += chunk));
  return {
    read: () => output,
    waitFor: (text, timeoutMs) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(timer);
          child.off("exit", onExit);
          for (const stream of streams) stream.off("data", onData);
          end();
        };
        const fail = (why: string) => settle(() => reject(new Error(`${why} before ${text} came: ${output}`)));
        const onExit = () => fail("the process ended");
        const onData = () => {
          const found = text.exec(output);
          if (found) settle(() => resolve(found[1] ?? found[0]));
        };
        const timer = setTimeout(() => fail(`${timeoutMs} ms were over`), timeoutMs);
        child.on("exit", onExit);
        for (const stream of streams) stream.on("data", onData);
        onData();
      }),
  };
}
