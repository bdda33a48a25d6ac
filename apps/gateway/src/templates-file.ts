import { readFile } from "node:fs/promises";
import { type ConfigError, parseTemplates, type Templates } from "@nxzalo/core";
import { type CodedIssue, configError } from "@nxzalo/core/internal";
import type { Log } from "./log.ts";

/** The registry of a file, as the file says it now. */
export interface TemplatesFile {
  readonly templates: Templates;
  /** Looks whether the file says something else, and takes that. Resolves in any case. */
  look(): Promise<void>;
  stop(): void;
}

/** @throws ConfigError */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch(({ code }: NodeJS.ErrnoException) => {
    const message = `names a file that cannot be read (${code})`;
    throw configError([{ path: ["TEMPLATES_FILE"], message, code: "file_unreadable" }]);
  });
  // It leaves out the byte-order mark that some editors write.
  return new TextDecoder().decode(bytes);
}

/** @throws ConfigError that names the variable. */
function parse(text: string): Templates {
  try {
    return parseTemplates(text);
  } catch (error) {
    const issues = (error as ConfigError).issues as readonly CodedIssue[];
    throw configError(issues.map((issue) => ({ ...issue, path: ["TEMPLATES_FILE", ...issue.path] })));
  }
}

/**
 * Reads a registry, and looks at its file from then on. It is read whole each time: what watches a file hears nothing of one that is mounted
 * into a container or renamed over, and times of files may stay as they were.
 *
 * @throws ConfigError that names `TEMPLATES_FILE`, where the file cannot be used now. One that cannot be used later leaves the templates as
 * they are, and the log says so.
 */
export async function openTemplatesFile(path: string, log: Log, everyMs = 5_000): Promise<TemplatesFile> {
  /** What the last look found: the file's text, or why there was none. */
  let seen = await readText(path);
  let current = parse(seen);

  async function look(): Promise<void> {
    let found: string | undefined;
    try {
      found = await readText(path);
      if (found === seen) return;
      current = parse(found);
      log({ level: "info", message: `TEMPLATES_FILE was read: templates: ${current.registry.templates.length}` });
    } catch (error) {
      const { message } = error as Error;
      found ??= message;
      if (found !== seen) log({ level: "error", message: `${message}; the templates stay as they were` });
    }
    seen = found;
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const lookLater = () => {
    timer = setTimeout(() => void look().then(() => timer && lookLater()), everyMs).unref();
  };
  lookLater();
  return {
    templates: {
      get registry() {
        return current.registry;
      },
      find: (templateId) => current.find(templateId),
      hold: (message) => current.hold(message),
      withoutSecrets: (message) => current.withoutSecrets(message),
    },
    look,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
