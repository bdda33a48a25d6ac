import type { Sandbox } from "@nxzalo/sandbox";

/** An emulator that answers a request once what `released` gives for its body has resolved. */
export function heldEmulator(sandbox: Sandbox, released: (body: string) => Promise<void> | undefined): Sandbox {
  const fetch: Sandbox["fetch"] = async (input, init) => {
    await released(Buffer.from((init?.body as Uint8Array | undefined) ?? []).toString());
    return sandbox.fetch(input, init);
  };
  return Object.assign(Object.create(sandbox) as Sandbox, { fetch });
}
