import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { GatewayVariables } from "./gateway.ts";

const execute = promisify(execFile);

/** Runs a program that plays the story, and rejects with what it printed where it ends badly. */
export async function playIn(program: string, args: readonly string[], variables?: GatewayVariables): Promise<void> {
  const env = { PATH: process.env["PATH"], LANG: "C.UTF-8", ...variables };
  await execute(program, [...args], { env }).catch(({ message, stdout, stderr }) => {
    throw new Error(`${message}\n${stdout}${stderr}`);
  });
}
