import { createServer, type Server } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ApolloServer } from "@apollo/server";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { GraphQLSchema } from "graphql";
import helmet from "helmet";
import type { DestinationStream } from "pino";
import type { DataSource } from "typeorm";
import type { AppContext, Services } from "../platform/context.js";
import { Health } from "../platform/health.js";
import type { Route } from "../platform/module.js";
import { StartupProblem } from "../platform/startup-problem.js";
import type { Config } from "./config.js";
import { errorReports } from "./error-reports.js";
import { apolloServer, graphqlOverHttp } from "./graphql-http.js";
import { landing } from "./landing.js";
import { guardedMetrics, serveMetrics } from "./metrics.js";
import { modules } from "./modules.js";
import { watchForOtherWriters } from "./other-writers.js";
import { packedFiles } from "./packed-files.js";
import { openProductDatabase } from "./product-database.js";
import { requestIdOf } from "./request-id.js";
import { buildApiSchema, schemaText } from "./schema.js";
import { servicesFor } from "./services.js";
import { serveWebSocket } from "./websocket.js";

export interface RunningServer {
  /** Where this process listens. */
  readonly url: string;
  /** What its operations share, for those who work beside them. */
  readonly services: Services;
  /** Says that it is not ready any more, and that callers need a new connection for their next request. */
  leave(): void;
  /** Takes no more requests, finishes those that run, and ends the sockets with "going away". */
  close(): Promise<void>;
}

interface ServeOptions {
  /** Where the log goes instead of to the error output. */
  readonly logTo?: DestinationStream;
  /** Instead of those of all modules. */
  readonly routes?: readonly Route[];
}

/** Serves the API, the web app and the explorer until it is closed. The database must be migrated. */
export async function serve(
  config: Config,
  dataSource: DataSource,
  { logTo, routes = modules.flatMap((module) => module.routes ?? []) }: ServeOptions = {},
): Promise<RunningServer> {
  const url = (dataSource.options as { url: string }).url;
  const reserved = await openProductDatabase(url, config.databasePoolReserved, config.databasePrepared);
  const services = await servicesFor(config, dataSource, { reserved, logTo });
  const schema = await buildApiSchema();
  const apollo = apolloServer(schema, services);
  await apollo.start();
  const state = { leaving: false };
  const server = createServer(await application(config, services, schema, apollo, routes, state));
  limitSlowness(server);
  const closeServer = closerOf(server, config.shutdownPause > 0 ? LINGER_MILLISECONDS : 0);
  const sockets = serveWebSocket(server, schema, services, config);
  const watcher = watchForOtherWriters(services);
  await listen(server, config);
  const numbers = await serveMetrics(config, services);
  const { port, address, family } = server.address() as AddressInfo;
  return {
    url: `http://${loopbackFor(address, family)}:${port}`,
    services,
    leave() {
      state.leaving = true;
    },
    async close() {
      state.leaving = true;
      watcher.stop();
      await sockets.close();
      await closeServer();
      await numbers.close();
      await apollo.stop();
      await services.readers.end();
      await services.redis?.close();
      await reserved.destroy();
    },
  };
}

function loopbackFor(address: string, family: string): string {
  if (address === "0.0.0.0" || address === "::") return "127.0.0.1";
  return family === "IPv6" ? `[${address}]` : address;
}

const LOOK_MILLISECONDS = 50;
const LINGER_MILLISECONDS = 1_000;

/**
 * Finishes what is being answered; connections that wait for nothing, or never asked for anything, are then closed. For
 * `linger` milliseconds nobody comes in any more, but who has a connection may still ask: a balancer learns by being turned
 * away that it is to use none of them, and of one that is closed under its request it cannot know what became of that.
 */
function closerOf(server: Server, linger: number): () => Promise<void> {
  let answering = 0;
  server.on("request", (_request, response) => {
    answering += 1;
    response.once("close", () => {
      answering -= 1;
    });
  });
  return async () => {
    // By now whoever had connected is let in: who still waits for that when the door closes is cut off.
    await new Promise((resolve) => setImmediate(resolve));
    // The server's own way would end the connections that are not used just now.
    const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
    await sleep(linger);
    const timer = setInterval(() => {
      if (answering === 0) server.closeAllConnections();
    }, LOOK_MILLISECONDS);
    await closed;
    clearInterval(timer);
  };
}

/** Callers who send a byte a second do not keep a connection from others. */
function limitSlowness(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Longer than clients and balancers keep an idle connection: what the server closes first is an error to whoever was
  // about to use it.
  server.keepAliveTimeout = 65_000;
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

async function application(
  config: Config,
  services: Services,
  schema: GraphQLSchema,
  apollo: ApolloServer<AppContext>,
  routes: readonly Route[],
  state: { leaving: boolean },
): Promise<Express> {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxy);
  app.use((_request, response, next) => {
    if (state.leaving) response.setHeader("Connection", "close");
    next();
  });
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get("/readyz", readiness(services, state));
  app.get("/metrics", guardedMetrics(config, services.metrics), notFoundAsJson);
  app.use(securityHeaders(config.publicUrl, services.storage.origin));
  app.use(compression());
  const text = await schemaText();
  app.get("/schema.graphql", (_request, response) => void response.type("text/plain").send(text));
  // Before anything that reads a body: what a webhook sends was signed byte by byte.
  for (const { path, router } of routes) app.use(path, router(services));
  app.use("/errors", errorReports(services));
  app.use("/graphql", graphqlOverHttp(config, services, schema, apollo));
  servePages(app);
  app.use(notFoundAsJson);
  app.use(errorsAsJson(services));
  return app;
}

function readiness(services: Services, state: { leaving: boolean }): RequestHandler {
  const health = new Health(services.health);
  return async (_request, response) => {
    const { ready, away } = state.leaving ? { ready: false, away: ["process"] } : await health.readiness();
    response.status(ready ? 200 : 503).json({ ready, away });
  };
}

/** Scripts and connections of our own alone, and those to where files are kept; Emotion writes its styles into the page, so styles may be inline. */
function securityHeaders(publicUrl: string, filesAt: string | undefined): RequestHandler {
  const files = filesAt === undefined ? [] : [filesAt];
  const secure = publicUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:", ...files],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'", ...files],
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

const WEB = fileURLToPath(new URL("../../web", import.meta.url));
const EXPLORER = fileURLToPath(new URL("../../explorer", import.meta.url));

/** The landing, the explorer and the web app: built files, and the app's one page for every address that is not a file. */
function servePages(app: Express): void {
  const files = { index: false, immutable: true, maxAge: "1y" } as const;
  const pages: RequestHandler = (_request, response, next) => {
    response.setHeader("Cache-Control", "no-cache");
    next();
  };
  app.use("/explorer/assets", packedFiles(`${EXPLORER}/assets`), express.static(`${EXPLORER}/assets`, files));
  app.use(
    "/explorer",
    pages,
    express.static(EXPLORER, { index: ["index.html", "explorer.html"], cacheControl: false }),
  );
  app.use("/assets", packedFiles(`${WEB}/assets`), express.static(`${WEB}/assets`, files));
  app.get("/", pages, landing(`${WEB}/landing`));
  app.use(pages, express.static(WEB, { index: false, cacheControl: false }));
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
  return (error: { status?: number; message?: string }, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status ?? 500;
    const id = requestIdOf(request);
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
