import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema } from "graphql";
import { CloseCode, type Context } from "graphql-ws";
import { type Extra, useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { credentialsOf } from "../modules/auth/session.service.js";
import type { Credentials, Services, Transport } from "../platform/context.js";
import { isConnectionLost, poolOf } from "../platform/database.js";
import { networkOf } from "../platform/network.js";
import type { Config } from "./config.js";
import { FanOut } from "./fan-out.js";
import { LIMITS } from "./limits.js";
import { isOurOrigin } from "./origins.js";
import { beginWatched, runWatched } from "./socket-watch.js";
import { subscribe } from "./subscribe.js";
import { type Caller, executeOnce, formatted, type Message, prepare } from "./websocket-operations.js";

const PATH = "/graphql";
/** Operations that run on one socket at the same time. */
const OPERATIONS_PER_SOCKET = 100;
/** Messages in one second before a socket is closed. */
const MESSAGES_PER_SECOND = 100;
/** Sockets that are open at the same time. */
const SOCKETS_PER_PERSON = 50;
const SOCKETS_PER_ADDRESS = 500;
const SERVER_GOES_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

interface Session {
  credentials: Credentials;
}

type SocketExtra = Extra & Partial<Session> & Record<PropertyKey, unknown>;
type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** GraphQL over WebSocket (graphql-transport-ws), with the same limits and the same errors as over HTTP. */
export function serveWebSocket(server: Server, schema: GraphQLSchema, services: Services, config: Config) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.BODY_BYTES, perMessageDeflate: false });
  const most = (count: number) => new Places(config.rateLimits ? count : Number.POSITIVE_INFINITY);
  const [addresses, people] = [most(SOCKETS_PER_ADDRESS), most(SOCKETS_PER_PERSON)];
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Node listens to it no longer, and nobody yet: whoever hangs up now must not end the process.
    stream.on("error", () => undefined);
    if (request.url?.split("?")[0] !== PATH) return refuse(stream, "404 Not Found");
    const { origin } = request.headers;
    // A program sends no Origin; a page must be one of ours.
    if (origin !== undefined && !isOurOrigin(services.publicUrl, origin)) return refuse(stream, "403 Forbidden");
    const leave = addresses.enter(networkOf(addressOf(request, config.trustProxy)));
    if (!leave) return refuse(stream, "429 Too Many Requests");
    stream.once("close", leave);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (config.rateLimits) limitMessages(socket);
      sockets.emit("connection", socket, request);
      hangUpOnError(services, socket);
    });
  };
  server.on("upgrade", upgrade);
  services.metrics.beforeEach(() => services.metrics.sockets.set(sockets.clients.size));
  const fanOut = new FanOut();
  const running = useServer<Record<string, unknown>, SocketExtra>(
    {
      schema,
      connectionInitWaitTimeout: 10_000,
      onConnect: (context) => authenticateOrLater(services, people, context),
      onSubscribe: (context, id, payload) => begin(schema, services, context, { ...payload, id }, config.trustProxy),
      execute: (args) => runWatched(args as ExecutionArgs, executeOnce),
      subscribe: (args) => runWatched(args as ExecutionArgs, (running) => subscribe(fanOut, running)),
      onError: (_context, _id, _payload, errors) => formatted(services, errors as readonly GraphQLError[]),
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

/** So many places for each of those who come. */
class Places {
  private readonly taken = new Map<string, number>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Takes a place; answers how to leave it, or null where none is left. */
  enter(who: string): (() => void) | null {
    const count = this.taken.get(who) ?? 0;
    if (count >= this.most) return null;
    this.taken.set(who, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const others = this.taken.get(who)! - 1;
      if (others === 0) this.taken.delete(who);
      else this.taken.set(who, others);
    };
  }
}

/** A frame that is none is the caller's mistake: the library would write it onto the console, whatever the log may hold. */
function hangUpOnError({ log }: Services, socket: WebSocket): void {
  socket.removeAllListeners("error");
  socket.on("error", (error) => {
    log.debug({ err: error }, "a socket broke");
    socket.terminate();
  });
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

/** A client whose token could not be checked comes back by itself; one that is refused does not. */
async function authenticateOrLater(services: Services, people: Places, context: SocketContext): Promise<boolean> {
  try {
    return await authenticate(services, people, context);
  } catch (error) {
    if (isConnectionLost(error)) services.outages.noticed(error);
    else services.log.error({ err: error }, "a socket could not be opened");
    context.extra.socket.close(TRY_AGAIN_LATER, "try again later");
    return false;
  }
}

/** The token is checked once here, and its session again at every operation and event; a bad one closes the socket. */
async function authenticate(services: Services, people: Places, context: SocketContext): Promise<boolean> {
  const { Authorization, authorization } = context.connectionParams ?? {};
  const token = Authorization ?? authorization;
  if (token === undefined || token === null) {
    context.extra.credentials = { viewer: null, rejected: false };
    return true;
  }
  const header = typeof token === "string" ? token : "";
  const credentials = await credentialsOf(poolOf(services.reserved), services.secret, header);
  if (!credentials.viewer) return false;
  const { socket } = context.extra;
  // Whoever hung up in the meantime closes nothing any more: nothing may begin that waits for that.
  if (socket.readyState !== socket.OPEN) return false;
  const leave = people.enter(credentials.viewer.userId);
  if (!leave) {
    socket.close(TRY_AGAIN_LATER, "too many sockets");
    return false;
  }
  socket.once("close", leave);
  context.extra.credentials = credentials;
  const { viewer } = credentials;
  if (viewer.kind === "SESSION") endWithSession(services, socket, viewer.sessionId, credentials.expiresAt!);
  return true;
}

/** A socket does not outlive its token, nor its session. */
function endWithSession(services: Services, socket: WebSocket, sessionId: string, expiresAt: Date): void {
  const end = () => socket.close(CloseCode.Forbidden, "the session has ended");
  const timer = setTimeout(end, expiresAt.getTime() - Date.now());
  const unlisten = services.wakeUps.listen(sessionId, end);
  socket.once("close", () => {
    clearTimeout(timer);
    unlisten();
  });
}

async function begin(
  schema: GraphQLSchema,
  services: Services,
  context: SocketContext,
  { id, ...message }: Message & { readonly id: string },
  trustProxy: number,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { socket, request } = context.extra;
  if (Object.keys(context.subscriptions).length > OPERATIONS_PER_SOCKET) {
    socket.close(POLICY_VIOLATION, "too many operations");
    return [new GraphQLError("Too many operations.", { extensions: { code: "RATE_LIMITED" } })];
  }
  const transport = socketTransport(request, trustProxy);
  const caller: Caller = {
    socket,
    transport,
    operationId: id,
    credentials: () => currentCredentials(services, context),
  };
  return beginWatched(services, message, () => prepare(schema, services, caller, message));
}

/** The same session as at the beginning, if it still lives. */
async function currentCredentials(services: Services, context: SocketContext): Promise<Credentials> {
  const { viewer } = context.extra.credentials ?? { viewer: null };
  if (!viewer) return { viewer: null, rejected: false };
  const { Authorization, authorization } = context.connectionParams ?? {};
  return credentialsOf(poolOf(services.reserved), services.secret, String(Authorization ?? authorization));
}

/** A socket has no cookies to give or take. */
function socketTransport(request: IncomingMessage, trustProxy: number): Transport {
  const ip = addressOf(request, trustProxy);
  const userAgent = request.headers["user-agent"] ?? null;
  return { ip, network: networkOf(ip), userAgent, cookie: null, setCookie: () => undefined };
}

function addressOf(request: IncomingMessage, trustProxy: number): string {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((address) => address.trim());
  const ip = trustProxy > 0 ? forwarded.at(-trustProxy) : undefined;
  return ip || (request.socket.remoteAddress ?? "unknown");
}

function formattedResult(services: Services, result: ExecutionResult) {
  if (!result.errors) return result as never;
  return { ...result, errors: formatted(services, result.errors) } as never;
}
