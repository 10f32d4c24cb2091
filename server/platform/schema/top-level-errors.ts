import { GraphQLError } from "graphql";

/** What GraphQL itself reports; everything that a person can act on is a member of a result union instead. */
export type TopLevelCode =
  | "UNAUTHENTICATED"
  | "NOT_FOUND"
  | "RATE_LIMITED"
  | "OPERATION_TOO_COSTLY"
  | "UNAVAILABLE"
  | "CURSOR_TOO_OLD"
  | "BAD_USER_INPUT";

export interface ErrorDetail {
  readonly field: string;
  readonly message: string;
}

export function topLevel(code: TopLevelCode, message: string, details: readonly ErrorDetail[] = []): GraphQLError {
  return new GraphQLError(message, { extensions: { code, details } });
}

/** An argument of a query that cannot be used. */
export function badInput(field: string, message: string): GraphQLError {
  return topLevel("BAD_USER_INPUT", message, [{ field, message }]);
}

export function unauthenticated(message = "Sign in first."): GraphQLError {
  return topLevel("UNAUTHENTICATED", message);
}

/** Too often, or too many at once; again after so many seconds. */
export function rateLimited(message: string, retryAfter: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "RATE_LIMITED", details: [], retryAfter } });
}

/** Something that we cannot do without is away: the same request may succeed in so many seconds. */
export function unavailable(message: string, retryAfter = 2): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "UNAVAILABLE", details: [], retryAfter } });
}

/** Whether it is such an error. */
export function isUnavailable(error: unknown): boolean {
  return hasCode(error, "UNAVAILABLE");
}

/** Whether somebody asked for what is not there, or not theirs. */
export function isNotFound(error: unknown): boolean {
  return hasCode(error, "NOT_FOUND");
}

function hasCode(error: unknown, code: TopLevelCode): boolean {
  return error instanceof GraphQLError && error.extensions.code === code;
}
