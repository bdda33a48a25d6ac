import type { CliContext } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

/** Something else listens there. */
export const portIsTaken = ({ t }: CliContext, port: string | number): CommandError =>
  new CommandError(
    t(`port ${port} is taken: name another one with --port`, `cổng ${port} đã bị chiếm: hãy nêu cổng khác bằng --port`),
    exitCodes.failed,
  );
