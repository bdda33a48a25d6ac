/** A request to NXCLOUD as it looks on the wire, signed once and for all. */
export const initPath = "/v1/zalo/initJourneyToken";

export const fixedHeaders = {
  "content-type": "application/json",
  accessKey: "k",
  ts: "1720638317487",
  action: "mt",
  bizType: "9",
  sign: "7750759da06333f20d0640be09355e34",
};

export const fixedBody = '{"appkey":"a","phone":"84912345678","tokenType":"token_logistics_7"}';

/** The same as the methods of the client take it. */
export const input = { phone: "84912345678", tokenType: "token_logistics_7" } as const;

export const options = { credentials: { accessKey: "k", accessSecret: "s" }, appKey: "a" };
