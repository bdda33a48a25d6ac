import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import { isNxZaloError, type ProxyError } from "@nxzalo/core/errors";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { failureOf } from "nxzalo-testing/failure-of";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createProxy } from "../index.ts";
import { jwtBearer } from "./jwt.ts";

const issuer = "https://id.shop.example";

/** A key of the issuer's: its entry in the key set, and a token of its making. */
async function createKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: "ES256" };
  const token = await new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", exp: 4102444800 })
    .setProtectedHeader({ alg: "ES256", kid })
    .sign(privateKey);
  return { jwk, token };
}
const [first, second, madeUp] = await Promise.all([createKey("1"), createKey("2"), createKey("made-up")]);

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}
const keySetOf = (...keys: readonly object[]): Reply => ({ body: JSON.stringify({ keys }) });
const away: Reply = { status: 500, body: "" };

let server: Server;
let url: string;
let reply: Reply;
let requests: string[];
/** Answers are held back until it ends. */
let held: Promise<void> | undefined;

/** An issuer on loopback. */
beforeAll(async () => {
  server = createServer(async ({ url: path = "" }, response) => {
    requests.push(path);
    await held;
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  });
  ({ url } = await listenOnLoopback(server));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  reply = keySetOf(first.jwk);
  requests = [];
  held = undefined;
});

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** An authoriser with a clock of its own; `ask` gives the caller's name, or the code of the refusal. */
function createDesk() {
  let now = Date.UTC(2026, 0, 1);
  const faults: ProxyError[] = [];
  const authorize = jwtBearer({ jwksUrl: `${url}/keys`, issuer, audience: ["zalo"] }, { now: () => now });
  const authorizeWith = async (token: string) =>
    authorize({
      headers: new Headers({ authorization: `Bearer ${token}` }),
      operation: "",
      env: {},
      reportFault: (error) => faults.push(error as ProxyError),
    });
  return {
    authorizeWith,
    ask: (token: string) =>
      authorizeWith(token).then(
        (caller) => caller?.caller,
        (error: unknown) => (isNxZaloError(error) ? error.code : error),
      ),
    failure: (token: string) => failureOf(authorizeWith(token)),
    pass: (durationMs: number) => {
      now += durationMs;
    },
    faults,
  };
}

describe("a key set", () => {
  it("is read once for many callers at a time, and again after ten minutes", async () => {
    const desk = createDesk();
    const callers = await Promise.all(Array.from({ length: 20 }, () => desk.ask(first.token)));
    expect(new Set(callers)).toEqual(new Set(["jwt:desk"]));
    desk.pass(10 * minuteMs - 1);
    await desk.ask(first.token);
    expect(requests).toEqual(["/keys"]);
    desk.pass(1);
    await desk.ask(first.token);
    expect(requests).toHaveLength(2);
    expect(desk.faults).toEqual([]);
  });

  it("admits no longer by a key that the issuer has taken out", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = keySetOf(second.jwk);
    desk.pass(10 * minuteMs);
    expect(await desk.ask(first.token)).toBe("unauthorized");
    expect(await desk.ask(second.token)).toBe("jwt:desk");
  });

  it("holds back only the caller who reads it again, while others go on with the keys that are known", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    desk.pass(10 * minuteMs);
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    let isRead = false;
    const reading = desk.ask(first.token).finally(() => {
      isRead = true;
    });
    await expect.poll(() => requests).toHaveLength(2);
    expect([await desk.ask(first.token), isRead]).toEqual(["jwt:desk", false]);
    release();
    expect(await reading).toBe("jwt:desk");
    expect(requests).toHaveLength(2);
  });
});

describe("a key set of one kind of keys alone admits by each of its signatures", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ed25519 = generateKeyPairSync("ed25519");
  const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });

  it.each([
    ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [alg, rsa] as const),
    ["ES256", curve("P-256")],
    ["ES384", curve("P-384")],
    ["ES512", curve("P-521")],
    ["EdDSA", ed25519],
    ["Ed25519", ed25519],
  ] as const)("%s", async (alg, { publicKey, privateKey }) => {
    reply = keySetOf({ ...publicKey.export({ format: "jwk" }), kid: "1" });
    const token = new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", exp: 4102444800 });
    expect(await createDesk().ask(await token.setProtectedHeader({ alg, kid: "1" }).sign(privateKey))).toBe("jwt:desk");
  });
});

it("a key that cannot be used is the issuer's fault, not the token's", async () => {
  reply = keySetOf({ ...first.jwk, x: "AAAA" });
  expect(await createDesk().failure(first.token)).toMatchObject({ code: "unavailable", isFault: true });
});

describe("a reading that never ends, as that of a request which Workers cut off", () => {
  it("holds others back for ten seconds, and no longer", async () => {
    const desk = createDesk();
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    const cutOff = desk.ask(first.token);
    await expect.poll(() => requests).toHaveLength(1);
    desk.pass(10 * secondMs - 1);
    const waiting = desk.ask(first.token);
    // Longer than it takes to look again.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests).toHaveLength(1);
    desk.pass(1);
    expect(await waiting).toBe("unavailable");
    held = undefined;
    expect(await desk.ask(first.token)).toBe("jwt:desk");
    expect(requests).toHaveLength(2);
    release();
    expect(await cutOff).toBe("jwt:desk");
  });
});

describe("a key that is not among those that were read", () => {
  it("is unavailable within the cool-down, for as long as that lasts, and admitted after it", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = keySetOf(first.jwk, second.jwk);
    desk.pass(10 * secondMs);
    expect(await desk.failure(second.token)).toMatchObject({
      code: "unavailable",
      retryable: true,
      retryAfterMs: 20 * secondMs,
    });
    expect(await desk.failure(second.token)).not.toHaveProperty("isFault");
    desk.pass(20 * secondMs - 1);
    expect(await desk.ask(second.token)).toBe("unavailable");
    expect(requests).toHaveLength(1);
    desk.pass(1);
    expect(await desk.ask(second.token)).toBe("jwt:desk");
    expect(requests).toHaveLength(2);
  });

  it("is refused where the key set was read since the token came", async () => {
    const desk = createDesk();
    expect((await desk.failure(madeUp.token)).cause).toMatchObject({
      message: "no key has the kid and the alg of the token",
    });
    desk.pass(30 * secondMs);
    expect(await desk.ask(madeUp.token)).toBe("unauthorized");
    expect(requests).toHaveLength(2);
  });

  it("makes one reading in a cool-down, however many come with it, and disturbs no one else", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    desk.pass(minuteMs);
    const callers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => desk.ask(index % 3 === 0 ? first.token : madeUp.token)),
    );
    expect(callers.filter((caller) => caller === "jwt:desk")).toHaveLength(10);
    expect(requests).toHaveLength(2);
    for (let attempt = 0; attempt < 5; attempt++) {
      desk.pass(5 * secondMs);
      expect([await desk.ask(madeUp.token), await desk.ask(first.token)]).toEqual(["unavailable", "jwt:desk"]);
    }
    expect(requests).toHaveLength(2);
    expect(desk.faults).toEqual([]);
  });

  it("is waited for where another caller reads the key set already", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    desk.pass(minuteMs);
    reply = keySetOf(second.jwk);
    const callers = await Promise.all(Array.from({ length: 5 }, () => desk.ask(second.token)));
    expect(callers).toEqual(Array(5).fill("jwt:desk"));
    expect(requests).toHaveLength(2);
  });

  it("makes no reading for a token that is refused anyway", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    desk.pass(hourMs);
    const { privateKey } = await generateKeyPair("ES256");
    const claims = { iss: issuer, aud: "zalo", sub: "x", exp: 4102444800 };
    for (const wrong of [{ exp: 1 }, { iss: "https://id.other.example" }, { aud: "mail" }, { nbf: 4102444800 }]) {
      const token = new SignJWT({ ...claims, ...wrong }).setProtectedHeader({ alg: "ES256", kid: "new" });
      expect(await desk.ask(await token.sign(privateKey))).toBe("unauthorized");
    }
    expect(requests).toHaveLength(1);
  });
});

describe("while the issuer is away", () => {
  it("the keys are used for a day; the operator hears once that it is away, and once that it is back", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = away;
    for (let hours = 1; hours < 24; hours++) {
      desk.pass(hourMs);
      expect(await desk.ask(first.token)).toBe("jwt:desk");
    }
    expect(desk.faults).toMatchObject([
      {
        code: "unavailable",
        isFault: true,
        message: expect.stringContaining("are used, for 24 hours at most"),
        cause: { message: "the key set's URL answered HTTP 500" },
      },
    ]);
    reply = keySetOf(first.jwk);
    desk.pass(secondMs * 30);
    await desk.ask(first.token);
    expect(desk.faults.slice(1)).toMatchObject([{ isFault: true, message: "The issuer's keys can be read again" }]);
    reply = away;
    desk.pass(hourMs);
    await desk.ask(first.token);
    expect(desk.faults).toHaveLength(3);
  });

  it("the proxy's own observer of faults hears of it, and the caller is served", async () => {
    let now = 0;
    const onFault = vi.fn();
    const checkJourneyToken = vi.fn();
    const proxy = createProxy({
      client: { initJourneyToken: vi.fn(), checkJourneyToken, sendTemplate: vi.fn(), oaQuality: vi.fn() },
      authorize: jwtBearer({ jwksUrl: `${url}/keys`, issuer, audience: ["zalo"] }, { now: () => now }),
      onFault,
    });
    const headers = new Headers({ authorization: `Bearer ${first.token}` });
    const ask = () => proxy({ method: "POST", path: "/v1/journeys/check", headers, body: null });
    // The token grants nothing: known, and refused.
    expect((await ask()).status).toBe(403);
    reply = away;
    now += hourMs;
    const { status, headers: answered } = await ask();
    expect(status).toBe(403);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: expect.stringContaining("used, for 24 hours at most") }),
      answered["x-request-id"],
    );
  });

  it("what is no key set takes the place of none", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    for (const broken of [{ body: "<html>" }, keySetOf(), { status: 302, headers: { location: "/moved" }, body: "" }]) {
      reply = broken;
      desk.pass(hourMs);
      expect(await desk.ask(first.token)).toBe("jwt:desk");
    }
    expect(requests).toEqual(Array(4).fill("/keys"));
    expect(desk.faults).toMatchObject([{ cause: { message: "the key set is not JSON" } }]);
  });

  it("it is asked once in a cool-down", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = away;
    desk.pass(hourMs);
    for (let calls = 0; calls < 5; calls++) await desk.ask(first.token);
    expect(requests).toHaveLength(2);
    desk.pass(30 * secondMs);
    await desk.ask(first.token);
    expect(requests).toHaveLength(3);
  });

  it("no one is admitted by keys that are more than a day old", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = away;
    desk.pass(24 * hourMs - 1);
    expect(await desk.ask(first.token)).toBe("jwt:desk");
    desk.pass(secondMs);
    expect(await desk.failure(first.token)).toMatchObject({ code: "unavailable", isFault: true });
  });

  it("a token with another key is unavailable, not refused, and no fault of each", async () => {
    const desk = createDesk();
    await desk.ask(first.token);
    reply = away;
    desk.pass(minuteMs);
    for (let calls = 0; calls < 3; calls++) {
      const failure = await desk.failure(second.token);
      expect(failure).toMatchObject({ code: "unavailable", retryAfterMs: 30 * secondMs });
      expect(failure).not.toHaveProperty("isFault");
    }
    expect(desk.faults).toHaveLength(1);
    expect(await desk.ask(first.token)).toBe("jwt:desk");
  });

  it("from the first start on, calls are unavailable, and it is asked again a second later", async () => {
    const desk = createDesk();
    reply = away;
    const failures = await Promise.all(Array.from({ length: 10 }, () => desk.failure(first.token)));
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(["unavailable"]));
    expect(failures.filter(({ isFault }) => isFault)).toHaveLength(1);
    expect(requests).toHaveLength(1);
    reply = keySetOf(first.jwk);
    desk.pass(secondMs - 1);
    expect(await desk.failure(first.token)).toMatchObject({
      code: "unavailable",
      isFault: false,
      cause: { message: "the key set's URL answered HTTP 500" },
    });
    expect(requests).toHaveLength(1);
    desk.pass(1);
    expect(await desk.ask(first.token)).toBe("jwt:desk");
    expect(desk.faults).toMatchObject([{ message: "The issuer's keys can be read again" }]);
  });
});
