import { type DestinationStream, type Logger, pino } from "pino";

/** Hears of each line of an error, beside the log. */
export type ErrorLines = (line: unknown, words: unknown) => void;

/**
 * The product's log. An error is written by an allow-list: the driver puts what somebody entered into `parameters`,
 * `query` and `detail`, and whatever else a library hangs on its errors is not for the log either. `told` hears what is
 * logged as an error, whoever logs it.
 */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination(2),
  told: ErrorLines = () => undefined,
): Logger {
  const log: Logger = pino(
    {
      level,
      serializers: { err: loggedError },
      hooks: {
        logMethod(line, method, lineLevel) {
          if (lineLevel >= log.levels.values.error!) told(line[0], line[1]);
          method.apply(this, line);
        },
      },
    },
    destination,
  );
  return log;
}

/** What may be known of an error by whoever reads the log. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** Where it happened: the frames alone, for the first lines repeat the message. */
  readonly stack: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly cause?: LoggedError;
}

const CAUSES_MAX = 5;

export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!isError(error)) return { type: typeof error, message: "not an error", stack: "" };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.constructor.name,
    message: messageOf(error, code),
    stack: framesOf(error),
    ...(typeof code === "string" && { code }),
    ...(typeof constraint === "string" && { constraint }),
    ...(typeof table === "string" && { table }),
    ...(isError(error.cause) && depth < CAUSES_MAX && { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** By its shape: what Node itself throws is of another realm where code runs in a context of its own. */
function isError(thing: unknown): thing is Error {
  return typeof thing === "object" && thing !== null && "message" in thing && "stack" in thing;
}

/** PostgreSQL's data exceptions (SQLSTATE class 22) repeat the value that they are about. */
function messageOf({ message }: Error, code: unknown): string {
  const holdsValue = typeof code === "string" && /^22[0-9A-Z]{3}$/.test(code);
  return holdsValue ? "a value could not be read" : message;
}

function framesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
