import type { Algorithm } from "./hash.ts";
import { canonicalString } from "./sign.ts";

/** One way to get the signature wrong. */
export interface Mistake {
  readonly name: string;
  readonly hint: string;
  /** The texts that would have been hashed. */
  readonly texts: (request: SignedRequest) => readonly (string | undefined)[];
  /** Hashes other than the one that the headers announce. */
  readonly algorithm?: (algorithm: Algorithm) => Algorithm;
}

/** A request, taken apart. */
export interface SignedRequest {
  readonly fields: { accessKey: string; action: string; bizType: string; ts: string };
  readonly body: string;
  readonly secret: string;
  readonly previous: string | undefined;
  readonly algorithm: Algorithm;
}

/** What is hashed, with a change. */
export const textOf = (
  { fields, body, secret }: SignedRequest,
  change: Partial<SignedRequest["fields"]> & { body?: string; secret?: string } = {},
) => `${canonicalString({ ...fields, body, ...change })}&accessSecret=${change.secret ?? secret}`;

/** A space after each comma and colon that stands outside of texts, as Python writes it. */
const spaced = (json: string) =>
  json.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (part) => (part.length === 1 ? `${part} ` : part));

/** Everything beyond ASCII escaped, as Python and PHP write it. */
const ascii = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The body as other serialisers would write it. */
function otherBodies(body: string): string[] {
  try {
    const value = JSON.parse(body);
    const compact = JSON.stringify(value);
    const texts = [spaced(compact), ascii(compact), ascii(spaced(compact))];
    return [compact, ...texts, JSON.stringify(value, null, 2), JSON.stringify(value, null, 4), body.trim()];
  } catch {
    return [body.trim()];
  }
}

const sorted = (value: unknown): unknown =>
  typeof value !== "object" || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, field]) => [key, sorted(field)]),
      );

function reordered(body: string): string[] {
  try {
    return [JSON.stringify(sorted(JSON.parse(body)))];
  } catch {
    return [];
  }
}

/** A lone surrogate cannot be encoded; it is sent as U+FFFD. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/** The known ones, the likeliest first. */
export const mistakes: readonly Mistake[] = [
  {
    name: "it was made with the other algorithm",
    hint: "send `algorithm: sha256` with SHA-256, or leave the header out with MD5",
    texts: (request) => [textOf(request)],
    algorithm: (algorithm) => (algorithm === "md5" ? "sha256" : "md5"),
  },
  {
    name: "other JSON was signed than was sent: the spaces or escapes differ",
    hint: "serialise once, sign that text, send that text",
    texts: (request) => otherBodies(request.body).map((body) => textOf(request, { body })),
  },
  {
    name: "other JSON was signed than was sent: the order of the fields differs",
    hint: "serialise once, sign that text, send that text",
    texts: (request) => reordered(request.body).map((body) => textOf(request, { body })),
  },
  {
    name: "the body was left out of what was signed",
    hint: "append `&body=` and the exact text that is sent",
    texts: (request) => [textOf(request, { body: "" })],
  },
  {
    name: "the secret was signed with spaces or a line end around it, or without those that belong to it",
    hint: "trim the secret where it is read: a secret file often ends in a newline",
    texts: (request) =>
      [
        request.secret.trim(),
        `${request.secret}\n`,
        `${request.secret}\r\n`,
        `${request.secret} `,
        ` ${request.secret}`,
      ].map((secret) => textOf(request, { secret })),
  },
  {
    name: "it was made with the previous secret",
    hint: "switch to the current secret",
    texts: (request) => [request.previous === undefined ? undefined : textOf(request, { secret: request.previous })],
  },
  {
    name: "the values were URL-encoded before they were signed",
    hint: "sign the values as they are",
    texts: (request) => [
      textOf(request, {
        accessKey: encoded(request.fields.accessKey),
        body: encoded(request.body),
        secret: encoded(request.secret),
      }),
      textOf(request, { body: encoded(request.body) }),
      textOf(request, { accessKey: encoded(request.fields.accessKey), secret: encoded(request.secret) }),
    ],
  },
  {
    name: "seconds were signed in place of milliseconds, or the other way round",
    hint: "`ts` is in milliseconds, 13 digits, and the same text is signed and sent",
    texts: (request) => [
      textOf(request, { ts: request.fields.ts.slice(0, 10) }),
      textOf(request, { ts: `${request.fields.ts}000` }),
    ],
  },
  {
    name: "`sign` or `algorithm` was part of what was signed",
    hint: "only accessKey, action, bizType and ts are signed",
    texts: ({ fields: { accessKey, action, bizType, ts }, body, secret, algorithm }) => {
      const tail = `${body ? `&body=${body}` : ""}&accessSecret=${secret}`;
      return [
        `accessKey=${accessKey}&action=${action}&algorithm=${algorithm}&bizType=${bizType}&ts=${ts}${tail}`,
        `accessKey=${accessKey}&action=${action}&bizType=${bizType}&sign=&ts=${ts}${tail}`,
      ];
    },
  },
];
