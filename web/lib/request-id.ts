import { CombinedGraphQLErrors } from "@apollo/client/errors";

/** The number under which the server's log has it. */
export function requestIdOf(error: unknown): string | undefined {
  if (!CombinedGraphQLErrors.is(error)) return undefined;
  return error.errors.map((each) => each.extensions?.requestId).find((id) => typeof id === "string");
}
