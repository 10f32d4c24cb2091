import { withoutValues } from "../kernel/without-values.js";
import { type LoggedError, loggedError } from "./log.js";
import { currentReporter, type ErrorReport, type Frame } from "./reporter.js";

/** Reports what went wrong in somebody's browser. */
export function reportFromWeb(report: Omit<ErrorReport, "from">): void {
  currentReporter()?.({ ...report, from: "web", message: withoutValues(report.message) });
}

/** Which facts of a line of the log go with its error. */
const TAGS = ["requestId", "job"] as const;

/** Reports what a line of the log says of an error; a line without one is for the log alone. */
export function reportLine(line: unknown, words: unknown): void {
  const reporter = currentReporter();
  if (!reporter || typeof line !== "object" || line === null || !("err" in line)) return;
  const facts = line as Record<string, unknown>;
  const tags = Object.fromEntries(
    TAGS.flatMap((name) => (typeof facts[name] === "string" ? [[name, facts[name]]] : [])),
  );
  reporter(reportOf(loggedError(facts.err), { ...tags, ...(typeof words === "string" && { words }) }));
}

function reportOf({ type, message, code, stack, cause }: LoggedError, tags: Record<string, string>): ErrorReport {
  return {
    from: "server",
    type: code === undefined ? type : `${type} ${code}`,
    message: withoutValues(message),
    frames: framesOf(stack),
    tags,
    ...(cause && { cause: reportOf(cause, {}) }),
  };
}

/** A file of ours, or of a package, named from the root of the checkout. */
const FRAME = /\b((?:dist\/server|server|node_modules)\/[^\s()?]+?|node:[\w/]+)(?:\?[^\s():]*)?:(\d+):(\d+)\)?$/;

function framesOf(stack: string): Frame[] {
  return stack.split("\n").flatMap((line) => {
    const [, file, row, column] = FRAME.exec(line) ?? [];
    return file === undefined ? [] : [{ file, line: Number(row), column: Number(column) }];
  });
}
