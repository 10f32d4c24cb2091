import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from "graphql";
import type { WebSocket } from "ws";
import { AppContext, type Credentials, type Services, type Transport } from "../platform/context.js";
import { OPERATION_LIMITS } from "../platform/rate-limit.js";
import { publicError, withoutRepetition } from "./errors.js";
import { weighed } from "./limits.js";
import { belongsToRequest, requestIdOf } from "./request-id.js";

/** An operation as a socket's message brings it. */
export interface Message {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Whose socket it is and what it can take. */
export interface Caller {
  readonly socket: WebSocket;
  readonly transport: Transport;
  /** What the client calls this operation. */
  readonly operationId: string;
  /** The same session as at the beginning, if it still lives. */
  credentials(): Promise<Credentials>;
}

/** What an operation of a socket needs while it runs. */
export interface Running extends ExecutionArgs {
  readonly contextValue: AppContext;
  readonly caller: Caller;
  /** What one event of a subscription is charged. */
  readonly points: number;
}

/** What a caller is charged for an event: one point, and one more for so much weight. */
const WEIGHT_PER_POINT = 100;

/** Checks a message as an HTTP request would be; answers what to execute, or what is wrong. */
export async function prepare(
  schema: GraphQLSchema,
  services: Services,
  caller: Caller,
  message: Message,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const requestId = requestIdOf({});
  const refuse = (...errors: GraphQLError[]) => {
    for (const error of errors) belongsToRequest(error, requestId);
    return errors;
  };
  const { query, variables, operationName } = message;
  const weight = weighed(schema, query, variables, operationName);
  if (weight instanceof GraphQLError) return refuse(weight);
  let credentials: Credentials;
  try {
    credentials = await caller.credentials();
    await services.rateLimits.take(OPERATION_LIMITS.OPERATIONS, credentials.viewer?.userId ?? caller.transport.network);
  } catch (error) {
    return refuse(asGraphQLError(error));
  }
  const document = parsed(query);
  if (document instanceof GraphQLError) return refuse(document);
  const problems = validate(schema, document);
  if (problems.length > 0) return refuse(...problems.map(asValidationError));
  if (!getOperationAST(document, operationName)) {
    return refuse(new GraphQLError("Which operation?", { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }));
  }
  const contextValue = new AppContext(services, credentials, caller.transport, requestId);
  const points = 1 + Math.floor(weight / WEIGHT_PER_POINT);
  const variableValues = variables ?? undefined;
  return { schema, document, contextValue, operationName, variableValues, caller, points } as Running;
}

export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError("The operation could not begin.", { originalError: error as Error });
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    const { message } = error as Error;
    return new GraphQLError(message, { extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  }
}

function asValidationError(error: GraphQLError): GraphQLError {
  if (error.extensions.code !== undefined) return error;
  const { message, nodes } = error;
  return new GraphQLError(message, { nodes, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
}

/** Executes a query or mutation, and lets go of what it read from. */
export async function executeOnce(args: ExecutionArgs): Promise<ExecutionResult> {
  const context = args.contextValue as AppContext;
  try {
    const result = await execute(args);
    for (const error of result.errors ?? []) belongsToRequest(error, context.requestId);
    return result;
  } finally {
    await context.close();
  }
}

/** Errors as they are said over HTTP. */
export function formatted(services: Services, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  const said = errors.map((error) => {
    const wrapped = error.extensions?.code === undefined && isVariableError(error) ? badVariable(error) : error;
    return publicError(wrapped.toJSON(), wrapped, requestIdOf(error), services);
  });
  return withoutRepetition(said);
}

function isVariableError(error: GraphQLError): boolean {
  return error.message.startsWith('Variable "$') && error.path === undefined;
}

function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code: "BAD_USER_INPUT" } });
}
