const { configFromEnv, createNxZalo } = require("@nxzalo/core");
const { createSandbox } = require("@nxzalo/sandbox");
const { createAnnouncer } = require("./announce.js");

/** NXCLOUD as the variables say; without them the emulator, in-process. */
function readConfig() {
  const { NXCLOUD_ACCESS_KEY, PHONE } = process.env;
  if (NXCLOUD_ACCESS_KEY && !PHONE) throw new Error("PHONE is missing: whom to message, for real");
  if (NXCLOUD_ACCESS_KEY) return configFromEnv(process.env);
  const { credentials, appKey, fetch } = createSandbox();
  return { credentials, appKey, fetch };
}

const announce = createAnnouncer(createNxZalo(readConfig()));
announce({ phone: process.env.PHONE ?? "84912345678", code: "VN42" }).then((result) =>
  console.log(`announced: ${JSON.stringify(result)}`),
);
