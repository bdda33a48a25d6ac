import type { Phrase } from "../vietnamese/phrases.ts";

/** What a conformance run is about: the account's application, and the owner's own phone. */
export interface Subject {
  readonly appKey: string;
  readonly phone: string;
  /** The message that is sent at the end, where one is to be paid. */
  readonly message?:
    | { readonly templateId: string; readonly templateData: Readonly<Record<string, string>> }
    | undefined;
}

/** One question: a request that both the server and the emulator are asked. */
export interface Point {
  readonly name: Phrase;
  readonly path: string;
  /** The body; `token` is the journey's that this side has opened before. */
  readonly body: (subject: Subject, token: string) => object | string;
  /** Changes the signed headers. Default: they stay. */
  readonly change?: (headers: Readonly<Record<string, string>>) => Record<string, string>;
  /** Milliseconds that its time is off. Default: 0. */
  readonly skewMs?: number;
}

const init = "/v1/zalo/initJourneyToken";
const check = "/v1/zalo/checkJourneyToken";
const tokenType = "token_logistics_7";
const opening = ({ appKey, phone }: Subject) => ({ appkey: appKey, phone, tokenType });

const without = (name: string) => (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
const having = (name: string, value: string) => (headers: Readonly<Record<string, string>>) => ({
  ...headers,
  [name]: value,
});

/** What is asked of the API and costs nothing, in this order: what is refused, then a journey's token, which is paid with its first message. */
export const freePoints: readonly Point[] = [
  ...["accessKey", "ts", "bizType", "action", "sign"].map(
    (name): Point => ({ name: [`without ${name}`, `thiếu ${name}`], path: init, body: opening, change: without(name) }),
  ),
  { name: ["another bizType", "bizType khác"], path: init, body: opening, change: having("bizType", "2") },
  { name: ["a wrong signature", "chữ ký sai"], path: init, body: opening, change: having("sign", "0".repeat(32)) },
  {
    name: ["an unknown access key", "access key lạ"],
    path: init,
    body: opening,
    change: having("accessKey", "nobody-has-this-key"),
  },
  { name: ["two minutes late", "trễ hai phút"], path: init, body: opening, skewMs: -120_000 },
  { name: ["two minutes early", "sớm hai phút"], path: init, body: opening, skewMs: 120_000 },
  { name: ["a body that is no JSON", "nội dung không phải JSON"], path: init, body: () => "no json" },
  {
    name: ["an unknown application", "ứng dụng lạ"],
    path: init,
    body: (subject) => ({ ...opening(subject), appkey: "nobody-has-this" }),
  },
  { name: ["no phone", "thiếu số điện thoại"], path: init, body: ({ appKey }) => ({ appkey: appKey, tokenType }) },
  {
    name: ["a phone that is none", "số điện thoại không hợp lệ"],
    path: init,
    body: (subject) => ({ ...opening(subject), phone: "1" }),
  },
  {
    name: ["an unknown token type", "loại token lạ"],
    path: init,
    body: (subject) => ({ ...opening(subject), tokenType: "token_none" }),
  },
  { name: ["a journey's token", "token của một hành trình"], path: init, body: opening },
  {
    name: ["that token, checked", "kiểm tra token đó"],
    path: check,
    body: ({ appKey }, token) => ({ appkey: appKey, journeyToken: token }),
  },
  {
    name: ["an unknown token", "token lạ"],
    path: check,
    body: ({ appKey }) => ({ appkey: appKey, journeyToken: "0".repeat(64) }),
  },
  {
    name: ["the account's quality", "chất lượng của tài khoản"],
    path: "/v1/zalo/oaQuality",
    body: ({ appKey }) => ({ appkey: appKey }),
  },
];

/** The one message that is paid. */
export const paidPoint: Point = {
  name: ["a message, paid", "một tin nhắn, có tính phí"],
  path: "/v1/zalo/mt",
  body: ({ appKey, phone, message }, token) => ({
    appkey: appKey,
    phone,
    functionType: "template",
    messageData: { ...message, journeyToken: token },
  }),
};
