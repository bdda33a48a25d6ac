import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { argument, commonFlags, neededFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { BackupFlags } from "./backup.ts";
import type { RestoreFlags } from "./restore.ts";

export const backupCommands = (t: Translate) => ({
  backup: buildCommand<BackupFlags, [], CliContext>({
    loader: async () => asCommand((await import("./backup.ts")).backUp),
    parameters: {
      flags: {
        ...commonFlags(t),
        to: neededFlag(t("The new file", "Tệp mới"), "file"),
        data: textFlag(
          t(
            "The database; default: DATABASE_URL, SQLITE_PATH or ./data/nxzalo.db",
            "Cơ sở dữ liệu; mặc định: DATABASE_URL, SQLITE_PATH hoặc ./data/nxzalo.db",
          ),
          "file",
        ),
        keyTo: textFlag(t("A file in another place, for a copy of the key", "Tệp ở chỗ khác, để chép khóa"), "file"),
      },
    },
    docs: documented(
      t,
      t("Copy the store while gateways write to it", "Sao lưu kho trong khi gateway vẫn chạy"),
      [
        ["nxzalo backup --to /backup/nxzalo-2026-11-28.db", t("the data, without its key", "dữ liệu, không có khóa")],
        ["DATABASE_URL=postgres://… nxzalo backup --to /backup/nxzalo.dump", t("by pg_dump", "bằng pg_dump")],
      ],
      t("The key is never written to the place of the data.", "Khóa không bao giờ được ghi cùng chỗ với dữ liệu."),
    ),
  }),
  restore: buildCommand<RestoreFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./restore.ts")).restore),
    parameters: {
      flags: {
        ...commonFlags(t),
        check: switchFlag(t("Only say whether it can be used", "Chỉ cho biết dùng được không")),
        to: textFlag(t("Where the database is to be", "Nơi đặt cơ sở dữ liệu"), "file"),
        keyFile: textFlag(
          t(
            "The file of its key; default: STORE_KEY, or asked for unseen",
            "Tệp khóa; mặc định: STORE_KEY, hoặc hỏi mà không hiện",
          ),
          "file",
        ),
        resume: switchFlag(
          t(
            "No gateway has sent anything since: what is due goes out",
            "Từ đó không gateway nào gửi gì: tin đến hạn được gửi đi",
          ),
        ),
      },
      positional: argument(t("A backup of a SQLite store", "Bản sao lưu của kho SQLite"), "file"),
    },
    docs: documented(
      t,
      t("Check a backup with its key, or put it in its place", "Kiểm tra bản sao lưu cùng khóa, hoặc khôi phục"),
      [
        [
          "nxzalo restore /backup/nxzalo-2026-11-28.db --check --key-file /safe/nxzalo.key",
          t("opened as a gateway would", "mở như gateway sẽ mở"),
        ],
        [
          "nxzalo restore /backup/nxzalo-2026-11-28.db --to ./data/nxzalo.db",
          t("never over what is there", "không bao giờ ghi đè"),
        ],
      ],
    ),
  }),
});
