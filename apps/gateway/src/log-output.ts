import { fstatSync, write, writeSync } from "node:fs";
import { isatty } from "node:tty";

/** Where the lines of the log go. */
export interface LogOutput {
  /** Takes one line, with its end, and returns at once. */
  write(line: string): void;
  /** Writes what waits before it returns, as long as there is a reader that takes it. For the end of the process. */
  flush(): void;
}

/** What a pipe takes as a whole (`PIPE_BUF` of Linux): so the last lines of a process do not break one that is being written. */
const pipeChunkLength = 4_096;
/** A file or a terminal takes more at once, and each writing wakes a thread. */
const fileChunkLength = 65_536;

function chunkLengthOf(fd: number): number {
  const kind = fstatSync(fd);
  return kind.isFIFO() || kind.isSocket() ? pipeChunkLength : fileChunkLength;
}

/** Waiting for a reader who does not read; further lines are dropped. In characters. */
const waitingLimit = 16 * 1024 * 1024;
const retryMs = 10;
/** A disk that is full, or fails, is so for longer. */
const diskRetryMs = 1_000;
/** How long lines are gathered: each writing wakes a thread, and costs more than a line. */
const gatherMs = 20;
/** How often a reader that does not read is tried again at the end: for a second. */
const flushRetries = 100;

const retries: Readonly<Record<string, number>> = {
  EAGAIN: retryMs,
  EBUSY: retryMs,
  ENOSPC: diskRetryMs,
  EDQUOT: diskRetryMs,
};

/** After how many milliseconds what could not be written is tried again; nothing where its reader is gone, as a terminal is by `EIO`. */
function retryAfterMs(error: unknown, fd: number): number | undefined {
  const { code = "" } = error as NodeJS.ErrnoException;
  return code === "EIO" && !isatty(fd) ? diskRetryMs : retries[code];
}

const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Writes to a file descriptor beside the event loop, several lines at once. A reader that is gone (`EPIPE`) ends nothing: what was for it
 * is dropped. A disk that is full (`ENOSPC`) is written to again when there is room. Where the process ends while some are being written, these may come after its last lines; none is lost or broken. pino's own destination waits for such a reader for ever when the process ends (docs/decisions/0014-logs-and-alarms.md).
 */
export function createLogOutput(fd: number): LogOutput {
  const chunkLength = chunkLengthOf(fd);
  /** Whole lines, joined. */
  let chunks: string[] = [];
  let waiting = 0;
  /** What is written again after a pause. */
  let held: Buffer | undefined;
  let isWriting = false;
  let isGone = false;

  function drop(): void {
    isGone = true;
    chunks = [];
  }

  function takeChunk(): Buffer | undefined {
    if (held) {
      const again = held;
      held = undefined;
      return again;
    }
    const chunk = chunks.shift();
    waiting -= chunk?.length ?? 0;
    return chunk === undefined ? undefined : Buffer.from(chunk);
  }

  function writeOut(chunk = takeChunk()): void {
    isWriting = chunk !== undefined;
    if (!chunk) return;
    write(fd, chunk, (error, written) => {
      if (!error) return writeOut(written < chunk.length ? chunk.subarray(written) : undefined);
      const delayMs = retryAfterMs(error, fd);
      if (delayMs === undefined) return drop();
      held = chunk;
      const timer = setTimeout(() => writeOut(), delayMs);
      // A full disk keeps no process from ending.
      if (delayMs === diskRetryMs) timer.unref();
    });
  }

  return {
    write: (line) => {
      if (isGone || waiting + line.length > waitingLimit) return;
      const last = chunks.at(-1);
      if (last !== undefined && last.length + line.length <= chunkLength) chunks[chunks.length - 1] = last + line;
      else chunks.push(line);
      waiting += line.length;
      if (isWriting) return;
      isWriting = true;
      setTimeout(writeOut, gatherMs);
    },
    flush: () => {
      let retriesLeft = flushRetries;
      for (let chunk = takeChunk(); chunk; chunk = chunk.length > 0 ? chunk : takeChunk()) {
        try {
          chunk = chunk.subarray(writeSync(fd, chunk));
        } catch (error) {
          if (retryAfterMs(error, fd) !== retryMs || retriesLeft-- === 0) return drop();
          sleep(retryMs);
        }
      }
    },
  };
}
