// NXCLOUD as the sandbox has it: it checks each signature, and stores what it is asked.
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { options } from "../fixed-inputs.ts";
import { report } from "./report.ts";

const { credentials, appKey } = options;
report((await listen(createSandbox({ credentials, appKeys: [appKey] }), { deliverEveryMs: 0 })).url);
