import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as client from "@nxzalo/client";
import * as core from "@nxzalo/core";
import { afterAll, describe, expect, it } from "vitest";

const own = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(join(own, "dist"));
const textOf = (file: string) => readFileSync(join(own, "dist", file), "utf8");

/** Names every type that a caller of the package may have to write. */
const consumer = `
import { createProxyClient, isNxZaloError, ConfigError } from "@nxzalo/client";
import type {
  AcceptedMessage, AnyNxZaloError, CheckRequest, ErrorCode, ErrorDetails, ErrorKind, HeadersSource, Issue, Journey,
  JourneyRequest, JourneyTokenState, KeyedCallOptions, MessageByReference, MessageContent, MessageOnJourney,
  MessageRequest, MessageToPhone, Outcome, ProxyCallOptions, ProxyClient, ProxyClientOptions, ProxyErrorCode,
  ResponsibleParty, SentMessage, TemplateData, TokenType, UpstreamErrorCode,
} from "@nxzalo/client";
import { createJourneysClient } from "@nxzalo/client/journeys";
import type {
  JourneyDetails, JourneyPage, JourneySearch, JourneysClient, JourneyState, JourneyView, MessageState, MessageView,
  Money, ReceiptPage, ReceiptSearch, ReceiptView,
} from "@nxzalo/client/journeys";

type IsAny<T> = 0 extends 1 & T ? true : false;
type Named = [
  AcceptedMessage, AnyNxZaloError, CheckRequest, ErrorCode, ErrorDetails, ErrorKind, HeadersSource, Issue, Journey,
  JourneyRequest, JourneyTokenState, KeyedCallOptions, MessageByReference, MessageContent, MessageOnJourney,
  MessageRequest, MessageToPhone, Outcome, ProxyCallOptions, ProxyClient, ProxyClientOptions, ProxyErrorCode,
  ResponsibleParty, SentMessage, TemplateData, TokenType, UpstreamErrorCode, JourneyDetails, JourneyPage,
  JourneySearch, JourneysClient, JourneyState, JourneyView, MessageState, MessageView, Money, ReceiptPage,
  ReceiptSearch, ReceiptView,
];
// None of them may have come out as \`any\`, as a type does whose package is missing.
export const anys: { [Index in keyof Named]: IsAny<Named[Index]> }[number] = false;

const days: TokenType = "token_logistics_7";
const options: ProxyClientOptions = { baseUrl: "https://zalo.example" };
export const journey: Promise<Journey> = createProxyClient(options).initJourneyToken({ phone: "84912345678", tokenType: days });
export const found: Promise<JourneyDetails> = createJourneysClient(options).find("1");
// @ts-expect-error there is no such journey type
export const wrong: TokenType = "token_train_7";
export const codeOf = (error: unknown): ErrorCode | undefined => (isNxZaloError(error) ? error.code : undefined);
export const issues: readonly Issue[] = new ConfigError("m", { code: "config_invalid", outcome: "not_sent" }).issues;
`;
const folder = realpathSync(mkdtempSync(join(tmpdir(), "nxzalo-client-")));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the built package", () => {
  it("needs no other package: nothing of core, and no import but of its own files", () => {
    const imported = files
      .filter((file) => !file.endsWith(".map"))
      .flatMap((file) => [...textOf(file).matchAll(/^(?:import|export)\b[^"'\n]*["']([^"'\n]+)["'];?$/gm)])
      .map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(2);
    expect(imported.filter((name) => !name?.startsWith("./"))).toEqual([]);
    for (const file of files.filter((one) => !one.endsWith(".map"))) expect(textOf(file)).not.toContain("@nxzalo/core");
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
  });

  it("has types that stand on their own, with every library checked", async () => {
    const installed = join(folder, "node_modules/@nxzalo/client");
    mkdirSync(installed, { recursive: true });
    for (const part of ["dist", "package.json"]) cpSync(join(own, part), join(installed, part), { recursive: true });
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: "ES2022",
      lib: ["ES2022", "DOM"],
      module: "nodenext",
      types: [],
    };
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    writeFileSync(join(folder, "consumer.ts"), consumer);
    const compiler = fileURLToPath(import.meta.resolve("typescript/package.json"));
    const args = [join(compiler, "../bin/tsc"), "-p", folder];
    const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error);
    expect(stdout).toBe("");
  });

  it("makes errors that core's copy recognises, and recognises core's", () => {
    const details = { code: "timeout", outcome: "unknown" } as const;
    const ours = new client.TransportError("late", details);
    const cores = new core.TransportError("late", details);
    expect(client.TransportError).not.toBe(core.TransportError);
    expect([core.isNxZaloError(ours), client.isNxZaloError(cores)]).toEqual([true, true]);
    expect(JSON.stringify(ours)).toBe(JSON.stringify(cores));
    expect([core.isNxZaloError(new Error("late")), client.isNxZaloError({ name: "TransportError" })]).toEqual([
      false,
      false,
    ]);
  });
});
