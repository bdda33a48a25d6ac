import { realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { Translate } from "../language.ts";

const folderOf = (file: string) => `${realpathSync(dirname(resolve(file)))}${sep}`;

/**
 * The data can be read with its key: they are never written to one folder, nor to one inside the other.
 *
 * @param advice which of the two is to be written elsewhere
 * @throws CommandError
 */
export function assertApart(t: Translate, data: string, key: string, advice: string): void {
  const [one, other] = [folderOf(data), folderOf(key)];
  if (!one.startsWith(other) && !other.startsWith(one)) return;
  throw new CommandError(
    t("the key and the data would lie in one place", "khóa và dữ liệu sẽ nằm cùng một chỗ"),
    exitCodes.usage,
    advice,
  );
}
