import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";

/** Why an operation was not answered, as the server says it. */
interface TopLevelError {
  readonly code: string;
  /** In English. */
  readonly message: string;
  /** Seconds after which it is worth trying again, where the server knows. */
  readonly retryAfter?: number;
  /** The number under which the server's log has it. */
  readonly requestId?: string;
  /** Whether what was sent may have been saved all the same: the answer of the database was lost, and only it. */
  readonly mayHaveHappened: boolean;
}

interface PublicError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The first error of an answer; null where there was no answer, or one that is not the server's. */
export function topLevelError(thrown: unknown): TopLevelError | null {
  const said = CombinedGraphQLErrors.is(thrown) ? thrown.errors[0] : ServerError.is(thrown) ? saidIn(thrown) : null;
  if (!said) return null;
  const { code, retryAfter, requestId, mayHaveHappened } = said.extensions ?? {};
  return {
    code: typeof code === "string" ? code : "INTERNAL_SERVER_ERROR",
    message: said.message,
    ...(typeof retryAfter === "number" && { retryAfter }),
    ...(typeof requestId === "string" && { requestId }),
    mayHaveHappened: mayHaveHappened === true,
  };
}

/** What was refused before it was run comes as plain JSON, which the client library does not read. */
function saidIn({ bodyText }: ServerError): PublicError | null {
  try {
    const error = (JSON.parse(bodyText) as { errors?: PublicError[] }).errors?.[0];
    return typeof error?.message === "string" ? error : null;
  } catch {
    // A proxy's page, most likely.
    return null;
  }
}
