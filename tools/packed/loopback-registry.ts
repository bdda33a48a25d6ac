import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import type { Tarball } from "./tarballs.ts";

/** A registry on loopback, so that npm itself judges the ranges, and nothing is asked of the network. */
export interface LoopbackRegistry {
  readonly url: string;
  /** Under a dist-tag, by default `latest`. As at npm, what was published first is `latest` too until another one is. */
  publish(tarballs: readonly Tarball[], tag?: string): void;
  close(): void;
}

export async function startRegistry(): Promise<LoopbackRegistry> {
  const versions = new Map<string, Map<string, Tarball>>();
  const tags = new Map<string, Record<string, string>>();
  const files = new Map<string, Buffer>();
  let url = "";

  /** What npm calls a packument: every version of one package, and its dist-tags. */
  const describe = (name: string) => {
    const published = [...(versions.get(name)?.values() ?? [])];
    const described = published.map(({ manifest, file }) => {
      const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
      return [manifest.version, { ...manifest, dist: { tarball: `${url}/-/${basename(file)}`, integrity } }];
    });
    const versionsByNumber = Object.fromEntries(described);
    return tags.has(name) && JSON.stringify({ name, "dist-tags": tags.get(name), versions: versionsByNumber });
  };

  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "/").slice(1);
    const body = path.startsWith("-/") ? files.get(path.slice(2)) : describe(path);
    response.writeHead(body ? 200 : 404, { "cache-control": "no-cache" }).end(body ?? "{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    publish: (tarballs, tag = "latest") => {
      for (const tarball of tarballs) {
        const { name, version } = tarball.manifest;
        versions.set(name, (versions.get(name) ?? new Map()).set(version, tarball));
        tags.set(name, Object.assign({ latest: version }, tags.get(name), { [tag]: version }));
        files.set(basename(tarball.file), readFileSync(tarball.file));
      }
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
