import { run } from "../run-command.ts";
import type { Tarball } from "./tarballs.ts";

const read = (file: string, path: string) => run("tar", ["-xzOf", file, `package/${path}`], ".").catch(() => "");

/** What each tarball must say of itself: its Node, its licence, that it is unofficial, and, once released, what has changed. */
export async function wrongManifests(tarballs: readonly Tarball[]): Promise<string[]> {
  const problems = tarballs.map(async ({ file, manifest }) => {
    const [license, readme, changelog] = await Promise.all(
      ["LICENSE", "README.md", "CHANGELOG.md"].map((path) => read(file, path)),
    );
    const isReleased = manifest.version !== "0.0.0";
    const faults = [
      !/^>=\d+(\.\d+)*$/.test(manifest.engines?.["node"] ?? "") && 'package.json has no engines.node as ">=20"',
      manifest.license !== "MIT" && "package.json does not say MIT",
      !license?.includes("MIT License") && "no MIT License in the tarball",
      !readme?.startsWith(`# ${manifest.name}\n`) && "README.md does not begin with the package's name",
      !/\bunofficial\b/i.test(readme ?? "") && "README.md does not say that it is unofficial",
      !/\bunofficial\b/i.test(manifest.description ?? "") && "the description does not say that it is unofficial",
      isReleased && !changelog?.includes(`\n## ${manifest.version}\n`) && `no ${manifest.version} in CHANGELOG.md`,
    ];
    return faults.flatMap((fault) => (fault ? [`${manifest.name}: ${fault}`] : []));
  });
  return (await Promise.all(problems)).flat();
}
