/** What the process ends with. 130 and 143 are of a process that a signal ended. */
export const exitCodes = {
  done: 0,
  /** Refused, failed, or found something wrong. */
  failed: 1,
  /** The command, its input or its configuration is not usable: nothing was asked for. */
  usage: 2,
  /** The gateway or NXCLOUD could not be reached, or is not ready: surely not sent. */
  unreachable: 3,
  /** A part is done. */
  partly: 4,
  /** What was asked for may have been done: look before it is asked for again. */
  unknown: 5,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command cannot go on, for a reason that its user can do something about. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: ExitCode, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
