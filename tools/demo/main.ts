// `npm start`: the show, in front of the emulator. With NXCLOUD_* variables set: the gateway's own process, with every variable that it has.
const isReal = ["NXCLOUD_ACCESS_KEY", "NXCLOUD_ACCESS_SECRET", "NXCLOUD_APP_KEY"].some((name) => process.env[name]);
await (isReal ? import("nxzalo-gateway/main") : import("./show.ts"));

export {};
