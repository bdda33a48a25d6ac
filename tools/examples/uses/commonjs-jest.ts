import type { Example } from "../example.ts";
import { startExample } from "../start-example.ts";

/** Jest's own tests, then the service in front of the emulator. */
export async function useCommonJsJest(example: Example): Promise<string> {
  const run = await startExample(example);
  try {
    await run.printed(/^announced: \{"state":"sent","journeyId":"\d+","requestId":"zalomid\.\w+"\}$/m);
    return `${await run.printed(/^Tests: +(\d+ passed, \d+ total)$/m)}; the service announces a parcel`;
  } finally {
    await run.stop();
  }
}
