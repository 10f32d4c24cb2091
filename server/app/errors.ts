import { type GraphQLError, type GraphQLFormattedError, Kind, parse, visit } from "graphql";
import type { Logger } from "pino";
import type { ErrorDetail } from "../platform/schema/top-level-errors.js";

/** Codes that say something to the caller; everything else is a bug of ours, and is masked. */
const PUBLIC_CODES = new Set([
  "UNAUTHENTICATED",
  "NOT_FOUND",
  "RATE_LIMITED",
  "OPERATION_TOO_COSTLY",
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
  formatted: GraphQLFormattedError,
  original: unknown,
  requestId: string,
  log: Logger,
): GraphQLFormattedError {
  const code = codeOf(formatted, original);
  const timestamp = new Date().toISOString();
  if (!PUBLIC_CODES.has(code)) {
    log.error({ err: causeOf(original), requestId }, "an operation failed");
    return {
      message: "Something went wrong on our side.",
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: "INTERNAL_SERVER_ERROR", requestId, timestamp, details: [] },
    };
  }
  const { retryAfter } = formatted.extensions ?? {};
  return {
    message: formatted.message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: {
      code,
      requestId,
      timestamp,
      details: detailsOf(formatted, original),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  };
}

function causeOf(error: unknown): unknown {
  return (error as { originalError?: unknown })?.originalError ?? error;
}

/** A scalar that does not parse is the caller's value, wherever GraphQL noticed it: in a variable or in the text. */
function codeOf(formatted: GraphQLFormattedError, original: unknown): string {
  if (literalError(original)) return "BAD_USER_INPUT";
  const code = formatted.extensions?.code;
  return typeof code === "string" ? code : "INTERNAL_SERVER_ERROR";
}

function literalError(error: unknown): GraphQLError | null {
  for (const candidate of [error, causeOf(error)]) {
    const { extensions, nodes } = (candidate ?? {}) as Partial<GraphQLError>;
    if (extensions?.code === "BAD_USER_INPUT" && nodes && nodes.length > 0) return candidate as GraphQLError;
  }
  return null;
}

/** graphql-js names the place of a bad variable in its message alone: `… at "input.total.amount"; …`. */
const VARIABLE = /^Variable "\$([^"]+)" got invalid value .*?(?: at "([^"]+)")?; /s;
const REQUIRED_VARIABLE = /^Variable "\$([^"]+)" of (?:required|non-null) type/;

function detailsOf(formatted: GraphQLFormattedError, original: unknown): ErrorDetail[] {
  const given = formatted.extensions?.details;
  if (Array.isArray(given) && given.length > 0) return given as ErrorDetail[];
  const variable = VARIABLE.exec(formatted.message);
  if (variable) {
    const message = formatted.message.slice(variable[0].length);
    return [{ field: variable[2] ?? variable[1]!, message }];
  }
  const required = REQUIRED_VARIABLE.exec(formatted.message);
  if (required) return [{ field: required[1]!, message: "This must be given." }];
  const literal = literalError(original);
  const field = literal && fieldOfLiteral(literal);
  return field ? [{ field, message: literal.message }] : [];
}

/** The argument and fields that lead to a bad literal in the document, as in "input.total.amount". */
function fieldOfLiteral(error: GraphQLError): string | null {
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
