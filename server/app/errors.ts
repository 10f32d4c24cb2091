import { type GraphQLError, type GraphQLFormattedError, Kind, parse, visit } from "graphql";
import type { Services } from "../platform/context.js";
import { CommitUnknown, isConnectionLost } from "../platform/database.js";
import { OperationOver } from "../platform/reader.js";
import type { ErrorDetail, TopLevelCode } from "../platform/schema/top-level-errors.js";

/** Codes that say something to the caller; everything else is a bug of ours, and is masked. */
const PUBLIC_CODES = new Set([
  "UNAUTHENTICATED",
  "NOT_FOUND",
  "RATE_LIMITED",
  "OPERATION_TOO_COSTLY",
  "UNAVAILABLE",
  "CURSOR_TOO_OLD",
  "GRAPHQL_VALIDATION_FAILED",
  "GRAPHQL_PARSE_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/**
 * A top-level error as callers see it, the same over HTTP and WebSocket: code, request id, time and the fields at
 * fault. What is not meant for callers goes into the log, under the same request id.
 */
export function publicError(
  thrown: GraphQLFormattedError,
  original: unknown,
  requestId: string,
  { log, outages, metrics }: Pick<Services, "log" | "outages" | "metrics">,
): GraphQLFormattedError {
  if (isConnectionLost(causeOf(original))) outages.noticed(causeOf(original));
  const formatted = { ...thrown, ...saidByDatabase(causeOf(original)) };
  const code = codeOf(formatted, original);
  const timestamp = new Date().toISOString();
  if (!PUBLIC_CODES.has(code)) {
    const cause = causeOf(original);
    if (cause instanceof OperationOver) log.debug({ requestId }, "somebody hung up");
    else {
      metrics.errors.inc({ code: "INTERNAL_SERVER_ERROR" });
      log.error({ err: cause, requestId }, "an operation failed");
    }
    return {
      message: "Something went wrong on our side.",
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: "INTERNAL_SERVER_ERROR", requestId, timestamp, details: [] },
    };
  }
  metrics.errors.inc({ code });
  const { retryAfter, mayHaveHappened } = formatted.extensions ?? {};
  return {
    message: messageOf(formatted),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: {
      code,
      requestId,
      timestamp,
      details: detailsOf(formatted, original),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(mayHaveHappened === undefined ? {} : { mayHaveHappened }),
    },
  };
}

const LOCK_NOT_AVAILABLE = "55P03";
const QUERY_CANCELED = "57014";
/** Seconds after which it is worth trying again. */
const RETRY_AFTER: Partial<Record<TopLevelCode, number>> = { UNAVAILABLE: 2, RATE_LIMITED: 1 };

/** What the database's own word means to a caller; null where it means nothing to them. */
export function saidByDatabase(cause: unknown): GraphQLFormattedError | null {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (cause instanceof CommitUnknown)
    return said(
      "UNAVAILABLE",
      "The database went away while this was saved: it may have been saved, and the same id is safe to send again.",
      // One code for both, since a program sends the same id again either way; to a person it is not the same.
      { mayHaveHappened: true },
    );
  if (isConnectionLost(cause))
    return said("UNAVAILABLE", "The database cannot be reached at the moment; the same request may succeed soon.");
  if (code === LOCK_NOT_AVAILABLE) return said("RATE_LIMITED", "Others are writing here; try again in a moment.");
  if (code === QUERY_CANCELED) return said("OPERATION_TOO_COSTLY", "This took too long and was given up.");
  return null;
}

function said(code: TopLevelCode, message: string, more: { mayHaveHappened?: true } = {}): GraphQLFormattedError {
  const retryAfter = RETRY_AFTER[code];
  return { message, extensions: { code, details: [], ...(retryAfter !== undefined && { retryAfter }), ...more } };
}

/** What HTTP adds to an error where nothing was answered: its status, and when to come again. */
export function headOf({ extensions = {} }: GraphQLFormattedError): { status: number; headers: [string, string][] } {
  const { code, retryAfter } = extensions;
  const headers: [string, string][] = typeof retryAfter === "number" ? [["retry-after", String(retryAfter)]] : [];
  if (code === "UNAVAILABLE") return { status: 503, headers };
  if (code === "RATE_LIMITED") return { status: 429, headers };
  return { status: code === "INTERNAL_SERVER_ERROR" ? 500 : 400, headers };
}

/** The code that a caller is told of an error, for whoever only counts. */
export function toldCode(error: GraphQLError): string {
  // What graphql-js says of a variable has no code by itself.
  if (error.extensions.code === undefined && error.message.startsWith('Variable "$')) return "BAD_USER_INPUT";
  const code = codeOf({ ...error.toJSON(), ...saidByDatabase(causeOf(error)) }, error);
  return PUBLIC_CODES.has(code) ? code : "INTERNAL_SERVER_ERROR";
}

/** The codes that a caller is told, each once. */
export function codesOf(errors: readonly GraphQLFormattedError[]): string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions?.code)))];
}

const VALIDATION_ERRORS_MAX = 5;

/** A document that is wrong in one way a hundred times is told so once. */
export function withoutRepetition<Said extends GraphQLFormattedError>(errors: readonly Said[]): Said[] {
  const invalid = (error: Said) => error.extensions?.code === "GRAPHQL_VALIDATION_FAILED";
  const seen = new Set<string>();
  return errors.filter((error) => {
    if (!invalid(error)) return true;
    if (seen.has(error.message) || seen.size >= VALIDATION_ERRORS_MAX) return false;
    seen.add(error.message);
    return true;
  });
}

function causeOf(error: unknown): unknown {
  return (error as { originalError?: unknown })?.originalError ?? error;
}

/** A value that does not fit is the caller's, wherever GraphQL noticed it: in a variable or in the text. */
function codeOf(formatted: GraphQLFormattedError, original: unknown): string {
  if (badLiteral(original)) return "BAD_USER_INPUT";
  const code = formatted.extensions?.code;
  return typeof code === "string" ? code : "INTERNAL_SERVER_ERROR";
}

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** The error of a value in the text that does not fit its type: no other rule points at a value. */
function badLiteral(error: unknown): GraphQLError | null {
  for (const candidate of [error, causeOf(error)]) {
    const { nodes } = (candidate ?? {}) as Partial<GraphQLError>;
    if (nodes?.[0] && VALUES.has(nodes[0].kind)) return candidate as GraphQLError;
  }
  return null;
}

/**
 * graphql-js names the place of a bad variable in its message alone: `… at "input.total.amount"; …`. Before it stands the
 * value, in which quoted texts may hold anything.
 */
const VARIABLE =
  /^Variable "\$(\w+)" got invalid value (?:"(?:[^"\\]|\\.)*"|[^";])*?(?: at "(\w+(?:\.\w+|\[\d+\])*)")?; /;
const REQUIRED_VARIABLE = /^Variable "\$(\w+)" of (?:required|non-null) type/;
/** A field that is missing, or that there is not: the message has its name, the place is that of the object around it. */
const FIELD_ITSELF = /^Field "(?:\w+\.)?(\w+)" (?:of required type "[^"]*" was not provided|is not defined by type)/;

/** graphql-js repeats the whole value, a password too: what is said is where it is wrong, and why. */
function messageOf({ message }: GraphQLFormattedError): string {
  if (!message.startsWith('Variable "$') || !message.includes("got invalid value")) return message;
  const variable = VARIABLE.exec(message);
  if (!variable) return "A variable has an invalid value.";
  const { field, message: reason } = detail(variable[2] ?? variable[1]!, message.slice(variable[0].length));
  return `${field}: ${reason}`;
}

function detailsOf(formatted: GraphQLFormattedError, original: unknown): ErrorDetail[] {
  const given = formatted.extensions?.details;
  if (Array.isArray(given) && given.length > 0) return given as ErrorDetail[];
  const variable = VARIABLE.exec(formatted.message);
  if (variable) {
    const message = formatted.message.slice(variable[0].length);
    return [detail(variable[2] ?? variable[1]!, message)];
  }
  const required = REQUIRED_VARIABLE.exec(formatted.message);
  if (required) return [{ field: required[1]!, message: "This must be given." }];
  const literal = badLiteral(original);
  const place = literal && placeOfLiteral(literal);
  return place ? [detail(place, literal.message)] : [];
}

function detail(place: string, message: string): ErrorDetail {
  const name = FIELD_ITSELF.exec(message)?.[1];
  return { field: name && !place.endsWith(`.${name}`) ? `${place}.${name}` : place, message };
}

/** The argument and fields that lead to a bad literal in the document, as in "input.total.amount". */
function placeOfLiteral(error: GraphQLError): string | null {
  const location = error.nodes?.[0]?.loc;
  if (!location) return null;
  // The nodes of a document have no links upwards: the way down to the literal is found by position.
  const path: string[] = [];
  visit(parse(location.source.body), {
    enter(node) {
      if (node.kind !== Kind.ARGUMENT && node.kind !== Kind.OBJECT_FIELD) return;
      if (node.loc && node.loc.start <= location.start && location.start < node.loc.end) path.push(node.name.value);
    },
  });
  return path.length > 0 ? path.join(".") : null;
}
