import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { expect, it } from "vitest";

const page = await readFile(new URL("../../../docs/signature-in-other-languages.md", import.meta.url), "utf8");
const run = promisify(execFile);

interface Language {
  /** The tag of its snippet on the page. */
  readonly tag: string;
  /** What runs a file of it, and what has to work for that. */
  readonly command: string;
  readonly check: readonly string[];
  readonly file: string;
  /** The snippet with a call of it: URL, access key, access secret and JSON come as arguments. */
  readonly program: (snippet: string) => string;
}

const languages: readonly Language[] = [
  {
    tag: "python",
    command: "python3",
    check: ["--version"],
    file: "post.py",
    program: (snippet) => `import sys
${snippet}
print(post(*sys.argv[1:4], json.loads(sys.argv[4])).read().decode())`,
  },
  {
    tag: "php",
    command: "php",
    check: ["-r", "exit(extension_loaded('curl') ? 0 : 1);"],
    file: "post.php",
    program: (snippet) => `<?php ${snippet}
echo post($argv[1], $argv[2], $argv[3], json_decode($argv[4], true));`,
  },
  {
    tag: "ruby",
    command: "ruby",
    check: ["--version"],
    file: "post.rb",
    program: (snippet) => `${snippet}
puts post(*ARGV[0..2], JSON.parse(ARGV[3])).body`,
  },
];

/** Where the language is not installed, nothing can be said of it. */
const isHere = ({ command, check }: Language) =>
  run(command, check).then(
    () => true,
    () => false,
  );

it("what the page tells other languages to do is accepted, in those that are installed", async () => {
  const sandbox = createSandbox();
  const { url, close } = await listen(sandbox, { port: 0 });
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-languages-"));
  const { accessKey, accessSecret } = sandbox.credentials;
  const templateData = { name: "Nguyễn Thị Ánh & <Đỗ's> 🚚", order: "42/2026", amount: 150000 };
  const fields = {
    appkey: sandbox.appKey,
    phone: "84912345678",
    functionType: "template",
    messageData: { templateId: "133214", templateData },
  };
  try {
    for (const language of languages) {
      const [, snippet] = new RegExp(`\`\`\`${language.tag}\n(.*?)\`\`\``, "s").exec(page) ?? [];
      expect(snippet, language.tag).toBeDefined();
      if (!(await isHere(language))) continue;
      const file = join(folder, language.file);
      await writeFile(file, language.program(snippet ?? ""));
      const args = [file, `${url}/v1/zalo/mt`, accessKey, accessSecret, JSON.stringify(fields)];
      const { stdout } = await run(language.command, args);
      expect(JSON.parse(stdout), language.tag).toMatchObject({ code: 0 });
      expect(JSON.parse(sandbox.calls.at(-1)?.body ?? ""), language.tag).toEqual(fields);
    }
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
});
