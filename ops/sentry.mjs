// Sends reports to Sentry, or to whatever speaks its protocol. Of the library only what sends is used: what a report
// holds is decided in server/platform/reports.ts, and nothing is gathered here.
import { createTransport } from "@sentry/core";
import { ServerRuntimeClient } from "@sentry/core/server";

const CLOSE_MILLISECONDS = 2_000;

/** Begins to send reports; answers how one is sent, and how to end. */
export function startReports({ dsn, version, service }) {
  const client = new ServerRuntimeClient({
    dsn,
    release: `expense-tracker@${version}`,
    environment: process.env.SENTRY_ENVIRONMENT || "production",
    platform: "node",
    // The machine's name is nobody's business.
    serverName: service,
    integrations: [],
    stackParser: () => [],
    sendClientReports: false,
    transport: (options) => createTransport(options, (request) => send(options.url, request)),
  });
  client.init();
  return {
    report: (report) => void client.captureEvent(eventOf(report)),
    stop: () => client.close(CLOSE_MILLISECONDS),
  };
}

async function send(url, { body }) {
  const response = await fetch(url, { method: "POST", body });
  await response.arrayBuffer();
  const header = (name) => response.headers.get(name);
  return {
    statusCode: response.status,
    headers: { "x-sentry-rate-limits": header("x-sentry-rate-limits"), "retry-after": header("retry-after") },
  };
}

function eventOf(report) {
  return {
    level: "error",
    platform: report.from === "web" ? "javascript" : "node",
    exception: { values: chainOf(report).map(exceptionOf).reverse() },
    tags: { from: report.from, ...report.tags },
  };
}

function chainOf(report) {
  return report === undefined ? [] : [report, ...chainOf(report.cause)];
}

/** Sentry wants the outermost call first. */
function exceptionOf({ type, message, frames }) {
  const own = ({ file }) => !/^node(:|_modules\/)/.test(file);
  const calls = frames.map((frame) => ({
    filename: frame.file,
    lineno: frame.line,
    colno: frame.column,
    in_app: own(frame),
  }));
  return { type, value: message, stacktrace: { frames: calls.reverse() } };
}
