// Keeps spans and sends them by OTLP over HTTP, as OTEL_EXPORTER_OTLP_ENDPOINT and the other variables of OpenTelemetry
// say. Loaded before anything that it listens to: http, pg and both clients of Redis.
import { register } from "node:module";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { IORedisInstrumentation } from "@opentelemetry/instrumentation-ioredis";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { RedisInstrumentation } from "@opentelemetry/instrumentation-redis";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/** Begins to keep spans; answers how one is kept, and how to end. */
export function startTracing({ service, version }) {
  register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);
  const resource = resourceFromAttributes({
    "service.name": process.env.OTEL_SERVICE_NAME || service,
    "service.version": version,
  });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resource),
    spanProcessors: [new WithoutPeople(new OTLPTraceExporter())],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        // Whoever looks whether we live is no traffic, and what we send to the collector even less.
        ignoreIncomingRequestHook: ({ url }) => /^\/(healthz|readyz|metrics)\b/.test(url ?? ""),
      }),
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
      new RedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
    ],
  });
  return { tracer: tracerOf(trace.getTracer("expense-tracker", version)), stop: () => provider.shutdown() };
}

/** Paths hold codes and tokens, callers have addresses, and what a database says of an error repeats values. */
const KEPT = new RegExp(
  `^(${[
    String.raw`http\.(request\.method|response\.status_code)`,
    String.raw`db\.(system|namespace|operation|query\.text)`,
    String.raw`(url\.scheme|server\.|error\.type|expense_tracker\.)`,
  ].join("|")})`,
);

/** Sends of each span what says how the product does, and nothing of whom. */
class WithoutPeople extends BatchSpanProcessor {
  onEnd(span) {
    for (const name of Object.keys(span.attributes)) if (!KEPT.test(name)) delete span.attributes[name];
    span.events.length = 0;
    delete span.status.message;
    super.onEnd(span);
  }
}

function tracerOf(tracer) {
  return (name, run) => {
    const span = tracer.startSpan(name);
    const ours = {
      set: (attribute, value) => span.setAttribute(attribute, value),
      failed: () => span.setStatus({ code: SpanStatusCode.ERROR }),
    };
    return context.with(trace.setSpan(context.active(), span), () => run(ours)).finally(() => span.end());
  };
}
