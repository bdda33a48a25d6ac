import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { withGateway } from "./gateway.ts";
import { type Generators, tryGeneratedClients } from "./generated-clients.ts";
import { installTools } from "./install.ts";
import { playIn } from "./play-in.ts";

const generators: Generators = {
  orval: ["orval", "--config", "orval.config.mjs"],
  "swagger-typescript-api": [
    "swagger-typescript-api",
    "generate",
    "-p",
    "document.json",
    "-o",
    "generated",
    "-n",
    "swagger.ts",
  ],
  "openapi-zod-client": ["openapi-zod-client", "document.json", "-o", "generated/zodios.ts"],
};

/** Calls written by hand, with the standard library of each language, and what runs them. */
const handWritten: Readonly<Record<string, string>> = {
  "story.py": "python3",
  "story.php": "php",
  "Story.java": "java",
};

const ownFolder = (name: string) => join(import.meta.dirname, name);

/** A language that is not installed here is said to be not run. */
async function tryHandWritten(file: string, program: string): Promise<void> {
  const isInstalled = await playIn(program, ["--version"]).then(
    () => true,
    () => false,
  );
  if (!isInstalled) return console.log(`${file}: not run, there is no ${program}`);
  await withGateway((variables) => playIn(program, [join(ownFolder("hand-written"), file)], variables));
  console.log(`${file}: works`);
}

/** More generators, and calls written by hand in other languages, against a running gateway. */
export async function tryMoreClients(): Promise<void> {
  const folder = await installTools(ownFolder("more-clients"));
  try {
    await cp(join(ownFolder("clients"), "story.ts"), join(folder, "story.ts"));
    await tryGeneratedClients(folder, generators);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const [file, program] of Object.entries(handWritten)) await tryHandWritten(file, program);
}
