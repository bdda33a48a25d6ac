import { newTraceId } from "./operations/ids.ts";
import { checkJourneyToken, initJourneyToken } from "./operations/journey-token.ts";
import { type Operation, type OperationContext, Refusal } from "./operations/operation.ts";
import { oaQuality } from "./operations/quality.ts";
import { sendTemplate } from "./operations/send-template.ts";
import type { SandboxCredentials } from "./options.ts";
import { authenticate } from "./signature.ts";

const operations: Readonly<Record<string, Operation>> = {
  "/v1/zalo/initJourneyToken": initJourneyToken,
  "/v1/zalo/checkJourneyToken": checkJourneyToken,
  "/v1/zalo/mt": sendTemplate,
  "/v1/zalo/oaQuality": oaQuality,
};

/** A request that was read. */
export interface ArrivedRequest {
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
  /** The body read as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

interface Reply {
  readonly code: number;
  readonly message: string;
  readonly data?: object;
  readonly traceId?: string;
}

/** NXCLOUD's reply, success or refusal. */
export function dispatch(
  { path, headers, body, json }: ArrivedRequest,
  credentials: SandboxCredentials,
  realNow: number,
  context: Omit<OperationContext, "accessSecret">,
): Reply {
  return replyTo(() => {
    authenticate(headers, body, credentials, realNow);
    const { accessSecret } = credentials;
    return operate(path, json, { ...context, accessSecret });
  });
}

/** The `data` of a success. @throws Refusal */
export function operate(path: string, json: unknown, context: OperationContext): object {
  const operation = Object.hasOwn(operations, path) ? operations[path] : undefined;
  if (!operation) throw new Refusal(1002);
  return operation(json, context);
}

/** The reply of what gives the `data` of a success, or throws a refusal. */
export function replyTo(work: () => object): Reply {
  try {
    return { code: 0, message: "Success", data: work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, message: error.message, traceId: newTraceId() };
  }
}
