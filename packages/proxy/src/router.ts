import { journeyIdPattern, messageIdPattern } from "@nxzalo/core/schemas";
import type { ProxyRequest, RouteResponse } from "./http.ts";
import { MethodNotAllowed, routeNotFound } from "./problems.ts";

/** The values of a pattern's `:names`. */
export type PathValues = Readonly<Record<string, string>>;

/** What responds at one path, to one or more methods. */
export interface Endpoint {
  readonly methods: readonly string[];
  /** A pattern such as `/v1/journeys/:journeyId`. */
  readonly path: string;
}

/** An endpoint that any caller may ask. */
export interface OpenEndpoint extends Endpoint {
  readonly respond: (
    request: ProxyRequest,
    call: { readonly httpRequestId: string; readonly values: PathValues },
  ) => RouteResponse | Promise<RouteResponse>;
}

/** The endpoints of one path. */
export interface PathMatch<Kind extends Endpoint> {
  /** The pattern that fits; `undefined` where there is no such path. */
  readonly path: string | undefined;
  readonly methods: readonly string[];
  /** @throws ProxyError `route_not_found` or `method_not_allowed`. */
  endpointFor(method: string): { readonly endpoint: Kind; readonly values: PathValues };
}

/**
 * Finds the endpoints of a path. Those of a path without values in it are looked for when it is first asked for: to do it for all of them is a
 * third of what a Worker's first request takes.
 */
export function createRouter<Kind extends Endpoint>(endpoints: readonly Kind[]): (path: string) => PathMatch<Kind> {
  const fixed = new Set(endpoints.map(({ path }) => path).filter((path) => !path.includes("/:")));
  const known = new Map<string, PathMatch<Kind>>();
  return (path) => {
    const match = known.get(path);
    if (match) return match;
    const found = matchEndpoints(endpoints, path);
    if (fixed.has(path)) known.set(path, found);
    return found;
  };
}

function matchEndpoints<Kind extends Endpoint>(endpoints: readonly Kind[], path: string): PathMatch<Kind> {
  const given = partsOf(path);
  const found = endpoints.flatMap((endpoint) => {
    const values = matchPath(endpoint.path, given);
    return values ? [{ endpoint, values }] : [];
  });
  // What takes GET takes HEAD (RFC 9110, 9.1).
  const methods = found
    .flatMap(({ endpoint }) => endpoint.methods)
    .flatMap((one) => (one === "GET" ? [one, "HEAD"] : one));
  return {
    path: found[0]?.endpoint.path,
    methods,
    endpointFor: (method) => {
      if (found.length === 0) throw routeNotFound();
      const asked = method === "HEAD" ? "GET" : method;
      const match = found.find(({ endpoint }) => endpoint.methods.includes(asked));
      if (!match) throw new MethodNotAllowed(methods);
      return match;
    },
  };
}

/** What a value in a path has to look like; what is not listed may be anything. */
const shapes: Readonly<Record<string, RegExp>> = { journeyId: journeyIdPattern, messageId: messageIdPattern };

/** A part of a path without its percent-encoding, which says the same (RFC 3986, 6.2.2.2); one that encodes no text stays as it is. */
function decodePart(part: string): string {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parts of a path, without their percent-encoding. */
export const partsOf = (path: string): readonly string[] => path.split("/").map(decodePart);

/** The values of a pattern's `:names` in the parts of a path, or `undefined` where it does not fit. */
export function matchPath(pattern: string, given: readonly string[]): PathValues | undefined {
  const wanted = pattern.split("/");
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = part.slice(1);
    const isValue = part.startsWith(":") && value !== "" && (shapes[name]?.test(value) ?? true);
    if (isValue) values[name] = value;
    else if (part !== value) return undefined;
  }
  return values;
}
