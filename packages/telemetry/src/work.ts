import type { Around, Work, WorkFacts } from "@nxzalo/core";
import { isNxZaloError } from "@nxzalo/core/errors";
import { codeOfFailure, storageFullCodes } from "@nxzalo/core/internal";
import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapSetter,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { createFactReader } from "./facts.ts";
import { type Instruments, toSeconds } from "./instruments.ts";
import { firstStoreOperations, type ToLabel, toErrorCode } from "./labels.ts";

type Headers = NonNullable<Parameters<Around>[3]>;

const fromHeaders: TextMapGetter<Headers> = { get: (headers, name) => headers.get(name) ?? undefined, keys: () => [] };

/** Baggage holds what callers wrote: it goes no further. */
const toHeaders: TextMapSetter<Record<string, string>> = {
  set: (headers, name, value) => {
    if (name !== "baggage") headers[name] = value;
  },
};

function headersOf(within: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(within, headers, toHeaders);
  return headers;
}

/** Our code of a failure; what is none of our errors has no code that could be told. */
const codeOf = (error: unknown): string => (isNxZaloError(error) ? toErrorCode(error.code) : "_OTHER");

/** Why the store failed, as far as someone has to act on it. */
const causeOf = (error: unknown): "full" | "other" =>
  storageFullCodes.includes(codeOfFailure((error as { cause?: unknown } | null)?.cause)) ? "full" : "other";

/** A span says that something failed by its code; a message may quote what it met. */
function fail(span: Span, code: string): void {
  span.setAttribute("error.type", code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The conventions' name of a server's span. */
const serverName = ({ "http.request.method": method, "http.route": route }: Attributes): string => {
  const shown = method === "_OTHER" ? "HTTP" : String(method);
  return route === undefined ? shown : `${shown} ${route}`;
};

const kindOf = (facts: WorkFacts): SpanKind => ("url.full" in facts ? SpanKind.CLIENT : SpanKind.INTERNAL);

/** Work that no span is made of; its trace goes on all the same. */
const unrecorded: Work = { headers: () => headersOf(context.active()), set: () => {} };

/**
 * A span around each piece of work, in the trace of the request that asked for it. What is within a piece of work that is not recorded is not
 * recorded either, whatever a sampler might say: it costs next to nothing.
 */
export function createSpans(tracer: Tracer, toRoute: ToLabel): Around {
  const read = createFactReader(toRoute);
  return (name, facts, run, incoming) => {
    const active = context.active();
    if (!incoming && trace.getSpan(active)?.isRecording() === false) return run(unrecorded);
    const parent = incoming ? propagation.extract(active, incoming, fromHeaders) : active;
    const attributes = read(facts);
    const span = incoming
      ? tracer.startSpan(serverName(attributes), { kind: SpanKind.SERVER, attributes }, parent)
      : tracer.startSpan(name, { kind: kindOf(facts), attributes }, parent);
    const within = trace.setSpan(parent, span);
    if (!span.isRecording()) return context.with(within, () => run(unrecorded));
    const work: Work = {
      headers: () => headersOf(within),
      set: (more) => {
        span.setAttributes(read(more));
        if (more["error.type"] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      },
    };
    return context.with(within, async () => {
      try {
        return await run(work);
      } catch (error) {
        fail(span, codeOf(error));
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

/** Measures the work of the journey store, within what is put around it. */
export function measuringStore(around: Around, { storeOperations, storeErrors }: Instruments): Around {
  const toOperation = firstStoreOperations();
  return (name, facts, run, incoming) => {
    const operation = facts["nxzalo.store.operation"];
    if (operation === undefined) return around(name, facts, run, incoming);
    const label = toOperation(operation);
    return around(name, facts, async (work) => {
      const startedAt = performance.now();
      let outcome = "ok";
      try {
        return await run(work);
      } catch (error) {
        outcome = "error";
        storeErrors.add(1, { "nxzalo.operation": label, "nxzalo.code": codeOf(error), "nxzalo.cause": causeOf(error) });
        throw error;
      } finally {
        const labels = { "nxzalo.operation": label, "nxzalo.outcome": outcome };
        storeOperations.record(toSeconds(performance.now() - startedAt), labels);
      }
    });
  };
}
