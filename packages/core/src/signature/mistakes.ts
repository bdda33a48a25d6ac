import type { Algorithm } from "./hash.ts";
import { canonicalString } from "./sign.ts";

/** What is wrong, and what to do about it. */
export interface Fault {
  readonly name: string;
  readonly hint: string;
}

/** One way to get the signature wrong. */
export interface Mistake extends Fault {
  /** The texts that would have been hashed. */
  readonly texts: (request: SignedRequest) => readonly string[];
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

/** A lone surrogate cannot be encoded; it is sent as U+FFFD. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/** The named values in another order; a body that is empty is left out. */
function joined({ fields, body, secret }: SignedRequest, order: readonly string[]): string {
  const values: Readonly<Record<string, string>> = { ...fields, body, accessSecret: secret };
  return order
    .filter((name) => values[name] !== "")
    .map((name) => `${name}=${values[name]}`)
    .join("&");
}

/** The known ones, the likeliest first. */
export const mistakes: readonly Mistake[] = [
  {
    name: "the body was left out of what was signed",
    hint: "append `&body=` and the exact text that is sent",
    texts: (request) => [textOf(request, { body: "" })],
  },
  {
    name: "the body was signed with a line end after it, or without the spaces or line ends that were sent around it",
    hint: "sign the very text that is sent",
    texts: (request) =>
      [request.body.trim(), `${request.body}\n`, `${request.body}\r\n`].map((body) => textOf(request, { body })),
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
    texts: (request) => (request.previous === undefined ? [] : [textOf(request, { secret: request.previous })]),
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
    name: "the parts were joined in another order",
    hint: "sign accessKey, action, bizType and ts in this order, then the body, and the secret last",
    texts: (request) =>
      [
        ["accessKey", "accessSecret", "action", "bizType", "body", "ts"],
        ["accessKey", "action", "bizType", "body", "ts", "accessSecret"],
        ["accessKey", "action", "bizType", "ts", "accessSecret", "body"],
        ["accessSecret", "accessKey", "action", "bizType", "ts", "body"],
        ["accessKey", "ts", "bizType", "action", "body", "accessSecret"],
      ].map((order) => joined(request, order)),
  },
  {
    name: "the names of the headers were signed in lower case",
    hint: "sign accessKey and bizType as they are spelled here, however the headers are spelled",
    texts: (request) => [textOf(request).replace("accessKey=", "accesskey=").replace("&bizType=", "&biztype=")],
  },
  {
    name: "the secret was appended without its name",
    hint: "append `&accessSecret=` and the secret",
    texts: (request) => [`${textOf(request, { secret: "" }).slice(0, -"&accessSecret=".length)}${request.secret}`],
  },
  {
    name: "letters beyond ASCII were hashed as `?`",
    hint: "hash the text's UTF-8 bytes: name the encoding, as in getBytes(StandardCharsets.UTF_8)",
    texts: (request) => [textOf(request).replace(/[^\0-\x7f]/gu, "?")],
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
