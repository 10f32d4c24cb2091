import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from "graphql";
import { CloseCode, type Context } from "graphql-ws";
import { type Extra, useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { credentialsOf } from "../modules/auth/session.service.js";
import { AppContext, type Credentials, type Services, type Transport } from "../platform/context.js";
import { isConnectionLost, poolOf } from "../platform/database.js";
import { networkOf } from "../platform/network.js";
import type { Config } from "./config.js";
import { publicError } from "./errors.js";
import { LIMITS, tooCostly } from "./limits.js";
import { isOurOrigin } from "./origins.js";
import { requestId } from "./request-id.js";

const PATH = "/graphql";
/** Operations that run on one socket at the same time. */
const OPERATIONS_PER_SOCKET = 100;
/** Messages in one second before a socket is closed. */
const MESSAGES_PER_SECOND = 100;
const SERVER_GOES_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;
const PATIENCE_MILLISECONDS = 500;

interface Session {
  credentials: Credentials;
  sessionEnds: (() => void) | null;
}

type SocketExtra = Extra & Partial<Session> & Record<PropertyKey, unknown>;

/** GraphQL over WebSocket (graphql-transport-ws), with the same limits and the same errors as over HTTP. */
export function serveWebSocket(server: Server, schema: GraphQLSchema, services: Services, config: Config) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.BODY_BYTES, perMessageDeflate: false });
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== PATH) return refuse(stream, "404 Not Found");
    const { origin } = request.headers;
    // A program sends no Origin; a page must be one of ours.
    if (origin !== undefined && !isOurOrigin(services.publicUrl, origin)) return refuse(stream, "403 Forbidden");
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (config.rateLimits) limitMessages(socket);
      sockets.emit("connection", socket, request);
    });
  };
  server.on("upgrade", upgrade);
  const running = useServer<Record<string, unknown>, SocketExtra>(
    {
      schema,
      connectionInitWaitTimeout: 10_000,
      onConnect: (context) => authenticateOrLater(services, context),
      onDisconnect: (context) => context.extra.sessionEnds?.(),
      onSubscribe: (context, _id, payload) => prepare(schema, services, context, payload, config.trustProxy),
      execute: (args) => executeOnce(args as ExecutionArgs),
      subscribe: (args) => subscribe(args as ExecutionArgs),
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatted(services, error)),
      onNext: (_context, _id, _payload, _args, result) => formattedResult(services, result as ExecutionResult),
    },
    sockets,
  );
  return {
    async close(): Promise<void> {
      server.off("upgrade", upgrade);
      for (const socket of sockets.clients) socket.close(SERVER_GOES_AWAY, "going away");
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 2000);
      await running.dispose();
      clearTimeout(timer);
    },
  };
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Closes a socket that sends more than any client of ours would; what it had sent already is thrown away. */
function limitMessages(socket: WebSocket): void {
  let count = 0;
  const timer = setInterval(() => {
    count = 0;
  }, 1000);
  socket.once("close", () => clearInterval(timer));
  const counting = () => {
    count += 1;
    if (count <= MESSAGES_PER_SECOND) return;
    socket.removeAllListeners("message");
    socket.removeAllListeners("ping");
    socket.terminate();
  };
  socket.on("message", counting);
  socket.on("ping", counting);
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** A client whose token could not be checked comes back by itself; one that is refused does not. */
async function authenticateOrLater(services: Services, context: SocketContext): Promise<boolean> {
  try {
    return await authenticate(services, context);
  } catch (error) {
    services.log.error({ err: error }, "a socket could not be opened");
    context.extra.socket.close(TRY_AGAIN_LATER, "try again later");
    return false;
  }
}

/** The token is checked once here, and its session again at every operation and event; a bad one closes the socket. */
async function authenticate(services: Services, context: SocketContext): Promise<boolean> {
  const { Authorization, authorization } = context.connectionParams ?? {};
  const token = Authorization ?? authorization;
  if (token === undefined || token === null) {
    context.extra.credentials = { viewer: null, rejected: false };
    return true;
  }
  const header = typeof token === "string" ? token : "";
  const credentials = await credentialsOf(poolOf(services.dataSource), services.secret, header);
  if (!credentials.viewer) return false;
  context.extra.credentials = credentials;
  context.extra.sessionEnds = endWithSession(services, context, credentials.viewer.sessionId, credentials.expiresAt!);
  return true;
}

/** A socket does not outlive its token, nor its session. */
function endWithSession(services: Services, context: SocketContext, sessionId: string, expiresAt: Date): () => void {
  const { socket } = context.extra;
  const end = () => socket.close(CloseCode.Forbidden, "the session has ended");
  const timer = setTimeout(end, expiresAt.getTime() - Date.now());
  const unlisten = services.wakeUps.listen(sessionId, end);
  return () => {
    clearTimeout(timer);
    unlisten();
  };
}

async function prepare(
  schema: GraphQLSchema,
  services: Services,
  context: SocketContext,
  payload: { query: string; variables?: Record<string, unknown> | null; operationName?: string | null },
  trustProxy: number,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  if (Object.keys(context.subscriptions).length > OPERATIONS_PER_SOCKET) {
    context.extra.socket.close(POLICY_VIOLATION, "too many operations");
    return [new GraphQLError("Too many operations.", { extensions: { code: "RATE_LIMITED" } })];
  }
  const tooMuch = tooCostly(schema, payload.query, payload.variables, payload.operationName);
  if (tooMuch) return [tooMuch];
  const transport = socketTransport(context.extra.request, trustProxy);
  let credentials: Credentials;
  try {
    credentials = await currentCredentials(services, context);
    await services.rateLimits.take("OPERATIONS", credentials.viewer?.userId ?? transport.network);
  } catch (error) {
    return [asGraphQLError(error)];
  }
  const document = parsed(payload.query);
  if (document instanceof GraphQLError) return [document];
  const problems = validate(schema, document);
  if (problems.length > 0) return problems.map(asValidationError);
  if (!getOperationAST(document, payload.operationName)) {
    return [new GraphQLError("Which operation?", { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } })];
  }
  const contextValue = new AppContext(services, credentials, transport, requestId());
  return {
    schema,
    document,
    contextValue,
    operationName: payload.operationName,
    variableValues: payload.variables ?? undefined,
  };
}

/** The same session as at the beginning, if it still lives. */
async function currentCredentials(services: Services, context: SocketContext): Promise<Credentials> {
  const { viewer } = context.extra.credentials ?? { viewer: null };
  if (!viewer) return { viewer: null, rejected: false };
  const { Authorization, authorization } = context.connectionParams ?? {};
  return credentialsOf(poolOf(services.dataSource), services.secret, String(Authorization ?? authorization));
}

function asGraphQLError(error: unknown): GraphQLError {
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

/** A socket has no cookies to give or take. */
function socketTransport(request: IncomingMessage, trustProxy: number): Transport {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((address) => address.trim());
  const ip = (trustProxy > 0 && forwarded.at(-trustProxy)) || (request.socket.remoteAddress ?? "unknown");
  const userAgent = request.headers["user-agent"] ?? null;
  return { ip, network: networkOf(ip), userAgent, cookie: null, setCookie: () => undefined };
}

async function executeOnce(args: ExecutionArgs): Promise<ExecutionResult> {
  try {
    return await execute(args);
  } finally {
    await (args.contextValue as AppContext).close();
  }
}

/** graphql-js would keep one context for a whole subscription: here every event has its own snapshot and loaders. */
async function subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const context = args.contextValue as AppContext;
  const source = await createSourceEventStream(args);
  await context.close();
  if (!(Symbol.asyncIterator in source)) return source;
  return mapped(source, (event) => executeOnce({ ...args, rootValue: event, contextValue: context.fresh() }));
}

function mapped<From>(
  source: AsyncIterable<From>,
  execution: (item: From) => Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  /** An event whose fields cannot be read now is not left out: it is read again when the database is back. */
  const persistently = async (item: From): Promise<ExecutionResult> => {
    for (;;) {
      const result = await execution(item);
      const lost = result.errors?.some((error) => isConnectionLost(error.originalError));
      if (!lost || ended) return result;
      await sleep(PATIENCE_MILLISECONDS, undefined, { ref: false });
    }
  };
  const mappedIterator = {
    next: async () => {
      const step = await iterator.next();
      return step.done ? { done: true, value: undefined } : { done: false, value: await persistently(step.value) };
    },
    return: async () => {
      ended = true;
      await iterator.return?.();
      return { done: true as const, value: undefined };
    },
    throw: async (error: unknown) => {
      ended = true;
      await iterator.throw?.(error);
      return { done: true as const, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return mappedIterator;
    },
  };
  return mappedIterator as unknown as AsyncGenerator<ExecutionResult>;
}

function formatted(services: Services, error: GraphQLError) {
  const wrapped = error.extensions?.code === undefined && isVariableError(error) ? badVariable(error) : error;
  return publicError(wrapped.toJSON(), wrapped, requestId(), services.log);
}

function isVariableError(error: GraphQLError): boolean {
  return error.message.startsWith('Variable "$') && error.path === undefined;
}

function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code: "BAD_USER_INPUT" } });
}

function formattedResult(services: Services, result: ExecutionResult) {
  if (!result.errors) return result as never;
  return { ...result, errors: result.errors.map((error) => formatted(services, error)) } as never;
}
