import type { ConsoleFile, ConsoleFiles } from "./files.ts";
import { keptForEver, securityHeaders } from "./headers.ts";

/** Whether an `Accept-Encoding` takes one; `;q=0` refuses it. */
const takes = (accepted: string, encoding: string): boolean =>
  accepted.split(",").some((part) => {
    const [name = "", parameter = ""] = part.toLowerCase().split(";");
    const [, quality = ""] = parameter.split("=");
    return name.trim() === encoding && Number(quality.trim() || 1) > 0;
  });

/** The smallest form that the browser reads. */
function choose({ plain, br, gz }: ConsoleFile, accepted: string) {
  if (br && takes(accepted, "br")) return { bytes: br, encoding: "br" };
  if (gz && takes(accepted, "gzip")) return { bytes: gz, encoding: "gzip" };
  return { bytes: plain, encoding: undefined };
}

/** The bytes themselves: a `Response` made from them directly would copy them for each caller. */
export const toStream = (bytes: Uint8Array<ArrayBuffer>) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );

const isKnown = (etag: string, header: string | null) =>
  (header ?? "").split(",").some((one) => one.trim() === etag || one.trim() === "*");

/**
 * What a path of the console is answered with; `undefined` where it names no file. `/console` leads to `/console/`, from which the page's own
 * names go on.
 */
export function respondWithConsole(files: ConsoleFiles, path: string, headers: Headers): Response | undefined {
  if (path === "/console") return new Response(null, { status: 308, headers: { location: "/console/" } });
  const name = path.slice("/console/".length) || "index.html";
  const file = files.get(name);
  if (!file) return undefined;
  const { bytes, encoding } = choose(file, headers.get("accept-encoding") ?? "");
  const kept = {
    etag: file.etag,
    vary: "Accept-Encoding",
    "cache-control": file.isHashed ? keptForEver : "no-cache",
  };
  if (isKnown(file.etag, headers.get("if-none-match"))) {
    return new Response(null, { status: 304, headers: { ...kept, ...securityHeaders } });
  }
  return new Response(toStream(bytes), {
    status: 200,
    headers: {
      ...kept,
      ...securityHeaders,
      "content-type": file.type,
      "content-length": String(bytes.byteLength),
      ...(encoding !== undefined && { "content-encoding": encoding }),
    },
  });
}
