import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { expressMiddleware } from "@as-integrations/express5";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { GraphQLError, type GraphQLSchema } from "graphql";
import helmet from "helmet";
import type { DestinationStream } from "pino";
import type { DataSource } from "typeorm";
import { credentialsOf } from "../modules/auth/session.service.js";
import { AppContext, type Services, type Transport } from "../platform/context.js";
import { poolOf } from "../platform/database.js";
import { networkOf } from "../platform/network.js";
import { StartupProblem } from "../platform/startup-problem.js";
import type { Config } from "./config.js";
import { publicError } from "./errors.js";
import { LIMITS, tooCostly } from "./limits.js";
import { modules } from "./modules.js";
import { fromOurPage } from "./origins.js";
import { watchForOtherWriters } from "./other-writers.js";
import { asRequest, requestId } from "./request-id.js";
import { buildApiSchema, schemaText } from "./schema.js";
import { servicesFor } from "./services.js";
import { serveWebSocket } from "./websocket.js";

export interface RunningServer {
  /** Where this process listens. */
  readonly url: string;
  /** What its operations share, for those who work beside them. */
  readonly services: Services;
  /** Takes no more requests, finishes those that run, and ends the sockets with "going away". */
  close(): Promise<void>;
}

/** Serves the API, the web app and the explorer until it is closed. The database must be migrated. */
export async function serve(config: Config, dataSource: DataSource, logTo?: DestinationStream): Promise<RunningServer> {
  const services = await servicesFor(config, dataSource, logTo);
  const schema = await buildApiSchema();
  const apollo = apolloServer(schema, services);
  await apollo.start();
  const state = { ready: true };
  const server = createServer(await application(config, services, schema, apollo, state));
  limitSlowness(server);
  const sockets = serveWebSocket(server, schema, services, config);
  const watcher = watchForOtherWriters(services);
  await listen(server, config);
  const { port, address, family } = server.address() as AddressInfo;
  return {
    url: `http://${loopbackFor(address, family)}:${port}`,
    services,
    async close() {
      state.ready = false;
      watcher.stop();
      await sockets.close();
      server.closeIdleConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
    },
  };
}

function loopbackFor(address: string, family: string): string {
  if (address === "0.0.0.0" || address === "::") return "127.0.0.1";
  return family === "IPv6" ? `[${address}]` : address;
}

/** Callers who send a byte a second do not keep a connection from others. */
function limitSlowness(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 100;
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new StartupProblem(`Port ${port} is taken; set PORT to a free one.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

function apolloServer(schema: GraphQLSchema, services: Services): ApolloServer<AppContext> {
  return new ApolloServer<AppContext>({
    schema,
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => publicError(formatted, error, requestId(), services.log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      {
        async requestDidStart() {
          return { willSendResponse: ({ contextValue }) => contextValue.close() };
        },
      },
    ],
  });
}

async function application(
  config: Config,
  services: Services,
  schema: GraphQLSchema,
  apollo: ApolloServer<AppContext>,
  state: { ready: boolean },
): Promise<Express> {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxy);
  app.use((_request, _response, next) => asRequest(() => next()));
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get("/readyz", readiness(services, state));
  app.use(securityHeaders(config.publicUrl));
  app.use(compression());
  const text = await schemaText();
  app.get("/schema.graphql", (_request, response) => void response.type("text/plain").send(text));
  app.use(
    "/graphql",
    noStore,
    express.json({ limit: LIMITS.BODY_BYTES, inflate: false }),
    refuseTooCostly(schema, services),
    expressMiddleware(apollo, { context: ({ req, res }) => contextFor(services, config, req, res) }),
  );
  for (const module of modules) {
    if (module.router) app.use(module.router(services));
  }
  servePages(app);
  app.use(notFoundAsJson);
  app.use(errorsAsJson(services));
  return app;
}

function readiness(services: Services, state: { ready: boolean }): RequestHandler {
  return async (_request, response) => {
    try {
      if (!state.ready) throw new Error("closing");
      await poolOf(services.dataSource).query("select 1");
      response.json({ ready: true });
    } catch {
      response.status(503).json({ ready: false });
    }
  };
}

/** Scripts and connections of our own alone; Emotion writes its styles into the page, so styles may be inline. */
function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "no-referrer" },
  });
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

function refuseTooCostly(schema: GraphQLSchema, services: Services): RequestHandler {
  return (request, response, next) => {
    const { query, variables, operationName } = (request.method === "GET" ? request.query : request.body) ?? {};
    const error = tooCostly(
      schema,
      query,
      typeof variables === "string" ? quietly(variables) : variables,
      operationName,
    );
    if (!error) return next();
    response.status(400).json({ errors: [publicError(error.toJSON(), error, requestId(), services.log)] });
  };
}

function quietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function contextFor(
  services: Services,
  config: Config,
  request: Request,
  response: Response,
): Promise<AppContext> {
  const credentials = await credentialsOf(poolOf(services.dataSource), services.secret, request.headers.authorization);
  const transport = httpTransport(config, request, response);
  await services.rateLimits
    .take("OPERATIONS", credentials.viewer?.userId ?? transport.network)
    .catch(asTooManyRequests);
  const context = new AppContext(services, credentials, transport, requestId());
  // A caller who hangs up must not keep a connection to the database.
  response.once("close", () => void context.close());
  return context;
}

/** Without a word from us Apollo would call it an error of the server's. */
function asTooManyRequests(error: unknown): never {
  if (error instanceof GraphQLError && error.extensions.code === "RATE_LIMITED") {
    const headers = new Map([["retry-after", String(error.extensions.retryAfter)]]);
    error.extensions.http = { status: 429, headers };
  }
  throw error;
}

function httpTransport(config: Config, request: Request, response: Response): Transport {
  const secure = config.publicUrl.startsWith("https:");
  const name = secure ? "__Host-refresh" : "refresh";
  const trusted = fromOurPage(config.publicUrl, request.headers);
  return {
    ip: request.ip ?? "unknown",
    network: networkOf(request.ip ?? "unknown"),
    userAgent: request.headers["user-agent"] ?? null,
    cookie: trusted ? cookieNamed(request.headers.cookie, name) : null,
    setCookie(refreshToken, expiresAt) {
      const options = { httpOnly: true, secure, sameSite: "strict", path: "/" } as const;
      if (refreshToken === null) response.clearCookie(name, options);
      else response.cookie(name, refreshToken, { ...options, expires: expiresAt ?? undefined });
    },
  };
}

function cookieNamed(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return null;
}

const WEB = fileURLToPath(new URL("../../web", import.meta.url));
const EXPLORER = fileURLToPath(new URL("../../explorer", import.meta.url));

/** The web app and the explorer: built files, and the app's one page for every address that is not a file. */
function servePages(app: Express): void {
  const files = { index: false, immutable: true, maxAge: "1y" } as const;
  const pages: RequestHandler = (_request, response, next) => {
    response.setHeader("Cache-Control", "no-cache");
    next();
  };
  app.use("/explorer/assets", express.static(`${EXPLORER}/assets`, files));
  app.use(
    "/explorer",
    pages,
    express.static(EXPLORER, { index: ["index.html", "explorer.html"], cacheControl: false }),
  );
  app.use("/assets", express.static(`${WEB}/assets`, files));
  app.use(pages, express.static(WEB, { index: "index.html", cacheControl: false }));
  app.get(/.*/, (request, response, next) => {
    if (!request.accepts("html") || /\.\w+$/.test(request.path)) return next();
    response.sendFile("index.html", { root: WEB, cacheControl: false }, (error) => {
      if (error && !response.headersSent) next();
    });
  });
}

const notFoundAsJson: RequestHandler = (_request, response) => {
  response.status(404).json({ errors: [{ message: "There is nothing here." }] });
};

/** What went wrong before GraphQL was reached: a body that is too large, or no JSON at all. */
function errorsAsJson(services: Services): ErrorRequestHandler {
  return (error: { status?: number; message?: string }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status ?? 500;
    const id = requestId();
    if (status >= 500) services.log.error({ err: error, requestId: id }, "a request failed");
    const message =
      status === 413
        ? "This request is too large."
        : status < 500
          ? "This request cannot be read."
          : "Something went wrong on our side.";
    const code = status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
    const extensions = { code, requestId: id, timestamp: new Date().toISOString(), details: [] };
    response.status(status).json({ errors: [{ message, extensions }] });
  };
}
