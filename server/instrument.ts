import { buildInfo } from "./platform/build-info.js";
import { nowInstrumented } from "./platform/instrumented.js";
import { endWithProcess } from "./platform/process-end.js";
import { type Reporter, reportTo } from "./platform/reporter.js";
import { StartupProblem } from "./platform/startup-problem.js";
import { type Tracer, traceWith } from "./platform/tracing.js";

/**
 * Switches on what an operator asked for: traces (OTEL_EXPORTER_OTLP_ENDPOINT) and error reports (SENTRY_DSN). It stands
 * before everything else, because traces listen to packages as they are loaded; so it reads the environment itself, and
 * imports next to nothing.
 */
async function instrument(environment: NodeJS.ProcessEnv): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, SENTRY_DSN: dsn } = environment;
  const { version } = buildInfo;
  const service = "expense-tracker";
  if (endpoint) {
    const { startTracing } = await fromOps<TracingPart>("tracing.mjs", "OTEL_EXPORTER_OTLP_ENDPOINT");
    const { tracer, stop } = startTracing({ service, version });
    traceWith(tracer);
    endWithProcess(stop);
  }
  if (dsn) {
    const { startReports } = await fromOps<ReportsPart>("sentry.mjs", "SENTRY_DSN");
    const { report, stop } = startReports({ dsn, service, version });
    reportTo(report);
    endWithProcess(stop);
  }
  nowInstrumented();
}

interface Names {
  readonly service: string;
  readonly version: string;
}

type Stop = () => Promise<unknown>;

interface TracingPart {
  readonly startTracing: (names: Names) => { readonly tracer: Tracer; readonly stop: Stop };
}

interface ReportsPart {
  readonly startReports: (names: Names & { dsn: string }) => { readonly report: Reporter; readonly stop: Stop };
}

/** What stands in ops has packages of its own, which `npm start` does not install. */
async function fromOps<Part>(file: string, variable: string): Promise<Part> {
  try {
    return (await import(new URL(`../../ops/${file}`, import.meta.url).href)) as Part;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new StartupProblem(`What ${variable} needs is not installed: run npm run setup:ops, or unset it.`);
  }
}

try {
  await instrument(process.env);
} catch (error) {
  if (!(error instanceof StartupProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
