#!/usr/bin/env bash
# A send that failed, logged: an error with the message, a `code` 9001, the `traceId` that NXCLOUD's support asks for, and a cause with a code of its own, ECONNRESET, which says whether the message may
# have gone out. Which of the five are in the line that ten loggers write, given the error as one would.
#
# Versions: pino 10.4.0 (alone, and with @elastic/ecs-pino-format 1.5.0), winston 3.19.0 (also with @elastic/ecs-winston-format 1.5.3), bunyan 2.0.5, bole 6.0.12, tslog 5.2.0, log4js 6.9.1,
# @logtape/logtape 2.4.2, @aws-lambda-powertools/logger 2.36.0, lambda-log 3.1.0.
# Seen on 2026-11-30:
#   - logtape, powertools and log4js write all five, the last one as a text of many lines.
#   - bunyan loses the `traceId` by the serialiser that is made for errors, and keeps it without, where it loses the message. bole, which writes what bunyan does, loses it, too.
#   - Elastic's format for pino leaves message, type and stack: no `code`, no `traceId`, no cause. Its format for winston has all but the cause's code.
#   - tslog has the cause and no field; lambda-log has the message alone.
#   - pino under `err` has all but the cause's code; under `error`, which its serialiser does not look at, no message and no cause. winston with an error as its second argument drops the cause's text and keeps its
#     code; under `error` it writes no message, and its `format.errors`, which is for errors, changes nothing there.
# (pino documents `err` and its serialiser, bunyan which fields its own takes.)
# Who is hurt: who finds the line when a customer asks, and has nothing to give to support; each of these lines looks complete.
# What follows: an error that is to be logged has a `toJSON`, or its fields are logged beside it (`{ err, traceId: err.traceId }`); a test looks for the traceId in the line.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pino@10.4.0 @elastic/ecs-pino-format@1.5.0 winston@3.19.0 @elastic/ecs-winston-format@1.5.3 bunyan@2.0.5 bole@6.0.12 tslog@5.2.0 log4js@6.9.1 \
  @logtape/logtape@2.4.2 @aws-lambda-powertools/logger@2.36.0 lambda-log@3.1.0
cat > log.mjs <<'JS'
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger as Powertools } from "@aws-lambda-powertools/logger";
import { ecsFormat } from "@elastic/ecs-pino-format";
import ecsOfWinston from "@elastic/ecs-winston-format";
import { configure, getLogger, jsonLinesFormatter } from "@logtape/logtape";
import bole from "bole";
import bunyan from "bunyan";
import lambdaLog from "lambda-log";
import log4js from "log4js";
import pino from "pino";
import { Logger as TsLog } from "tslog";
import winston from "winston";

const cause = Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
const error = Object.assign(new Error("system business error", { cause }), { code: 9001, traceId: "trace-77" });
const marks = { message: /system business error/, code: /code"?: ?9001/, traceId: /trace-77/, cause: /connection lost/, "its code": /ECONNRESET/ };
let line;
const stream = new Writable({
  write(chunk, _, done) {
    line += chunk;
    done();
  },
});
const overWinston = (...formats) =>
  winston.createLogger({ format: winston.format.combine(...formats), transports: [new winston.transports.Stream({ stream })] });
const { errors, json } = winston.format;
bole.output({ level: "error", stream });
await configure({ sinks: { line: (record) => { line += jsonLinesFormatter(record); } }, loggers: [{ category: [], sinks: ["line"] }, { category: ["logtape", "meta"], sinks: [] }] });
log4js.configure({ appenders: { out: { type: "stdout" } }, categories: { default: { appenders: ["out"], level: "error" } } });
const loggers = {
  "pino, err": () => pino({}, stream).error({ err: error }, "not sent"),
  "pino, error": () => pino({}, stream).error({ error }, "not sent"),
  "pino, Elastic's format": () => pino(ecsFormat(), stream).error({ err: error }, "not sent"),
  winston: () => overWinston(json()).error("not sent", error),
  "winston, error": () => overWinston(json()).error("not sent", { error }),
  "winston, error, format.errors": () => overWinston(errors({ stack: true, cause: true }), json()).error("not sent", { error }),
  "winston, Elastic's format": () => overWinston(ecsOfWinston()).error("not sent", { err: error }),
  "bunyan, err": () => bunyan.createLogger({ name: "send", stream }).error({ err: error }, "not sent"),
  "bunyan, err, its serialisers": () => bunyan.createLogger({ name: "send", stream, serializers: bunyan.stdSerializers }).error({ err: error }, "not sent"),
  bole: () => bole("send").error(error, "not sent"),
  tslog: () => new TsLog({ type: "json" }).error("not sent", error),
  "lambda-log": () => new lambdaLog.LambdaLog().error(error),
  log4js: () => log4js.getLogger().error("not sent", error),
  logtape: () => getLogger("send").error("not sent", { error }),
  powertools: () => new Powertools({ serviceName: "send" }).error("not sent", error),
};
const outputs = [process.stdout, process.stderr];
async function lineOf(log) {
  line = "";
  const writes = outputs.map((output) => output.write);
  for (const output of outputs) output.write = (chunk) => Boolean((line += chunk));
  log();
  await sleep(50);
  outputs.forEach((output, index) => Object.assign(output, { write: writes[index] }));
  return line;
}
for (const [name, log] of Object.entries(loggers)) {
  const written = await lineOf(log);
  const here = Object.keys(marks).filter((mark) => marks[mark].test(written));
  console.log(`${name}: ${here.join(", ")}`);
}
process.exit();
JS
node log.mjs | tee seen
diff seen - <<'SEEN'
pino, err: message, code, traceId, cause
pino, error: code, traceId
pino, Elastic's format: message
winston: message, code, traceId, its code
winston, error: code, traceId
winston, error, format.errors: code, traceId
winston, Elastic's format: message, code, traceId, cause
bunyan, err: code, traceId
bunyan, err, its serialisers: message, code
bole: message, code
tslog: message, cause
lambda-log: message
log4js: message, code, traceId, cause, its code
logtape: message, code, traceId, cause, its code
powertools: message, code, traceId, cause, its code
SEEN
echo "as it was seen"
