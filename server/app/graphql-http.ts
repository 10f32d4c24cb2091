import { ApolloServer, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { credentialsOf } from "../modules/auth/session.service.js";
import { AppContext, type Services, type Transport } from "../platform/context.js";
import { isConnectionLost, poolOf } from "../platform/database.js";
import { networkOf } from "../platform/network.js";
import { OPERATION_LIMITS } from "../platform/rate-limit.js";
import type { Config } from "./config.js";
import { cookieNamed } from "./cookies.js";
import { codesOf, headOf, publicError, saidByDatabase, withoutRepetition } from "./errors.js";
import { LIMITS, weighed } from "./limits.js";
import { type OperationWatch, watched } from "./operation-watch.js";
import { fromOurPage } from "./origins.js";
import { belongsToRequest, requestIdOf } from "./request-id.js";

/** Apollo Server as this product uses it; the caller starts and stops it. */
export function apolloServer(schema: GraphQLSchema, services: Services): ApolloServer<AppContext> {
  return new ApolloServer<AppContext>({
    schema,
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => publicError(formatted, error, requestIdOf(error as object), services),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      {
        async requestDidStart() {
          return {
            async didEncounterErrors({ errors, contextValue }) {
              for (const error of errors) belongsToRequest(error, contextValue.requestId);
            },
            async willSendResponse({ contextValue, response, operation }) {
              await contextValue.close();
              if (operation) contextValue.outcome.type = operation.operation;
              if (response.body.kind !== "single") return;
              const { singleResult } = response.body;
              if (!singleResult.errors) return;
              singleResult.errors = withoutRepetition(singleResult.errors);
              contextValue.outcome.codes = codesOf(singleResult.errors);
              if (!isNothingRead(singleResult)) return;
              const { status, headers } = headOf(singleResult.errors[0]!);
              if (status !== UNAVAILABLE) return;
              response.http.status = status;
              for (const [name, value] of headers) response.http.headers.set(name, value);
            },
          };
        },
      },
    ],
  });
}

const UNAVAILABLE = 503;
/** What GraphQL over HTTP is answered as, the older one first, for those who ask for nothing. */
const MEDIA_TYPES = ["application/json", "application/graphql-response+json"];

function isNothingRead({ data }: { data?: Record<string, unknown> | null }): boolean {
  return Object.values(data ?? {}).every((value) => value === null);
}

/** GraphQL over HTTP: queries by GET and POST, mutations by POST. */
export function graphqlOverHttp(
  config: Config,
  services: Services,
  schema: GraphQLSchema,
  apollo: ApolloServer<AppContext>,
): Router {
  const router = Router();
  router.use(noStore, refuseOddCharset, express.json({ limit: LIMITS.BODY_BYTES, inflate: false }));
  router.use(answerOperation(config, services, schema, apollo));
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

/** JSON is UTF-8 (RFC 8259); other readings of the same bytes are how filters are passed. */
const refuseOddCharset: RequestHandler = (request, _response, next) => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
  next(isUtf8 ? undefined : Object.assign(new Error("Only UTF-8 is read here."), { status: 415 }));
};

/** What a request asks to be executed. */
interface Operation {
  readonly query: unknown;
  readonly variables: unknown;
  readonly operationName: unknown;
  readonly extensions: unknown;
}

const PARAMETERS = ["query", "variables", "operationName", "extensions"] as const;

/** The one reading of a request: what this answers is weighed, and is what runs. Throws BAD_REQUEST. */
function operationFrom(request: Request): Operation {
  if (request.method !== "GET") return (request.body ?? {}) as Operation;
  const [, search = ""] = /^[^?]*\?(.*)$/s.exec(request.originalUrl) ?? [];
  const parameters = new URLSearchParams(search);
  const values = PARAMETERS.map((name) => {
    const [value, ...more] = parameters.getAll(name);
    if (more.length > 0) throw badRequest(`The parameter ${name} may be given once.`);
    return [name, value] as const;
  });
  const { query, variables, operationName, extensions } = Object.fromEntries(values);
  return {
    query,
    operationName,
    variables: jsonOf("variables", variables),
    extensions: jsonOf("extensions", extensions),
  };
}

function jsonOf(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`The parameter ${name} is no JSON.`);
  }
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST", details: [] } });
}

/** The operation in the form in which Apollo takes a GET request. */
function searchOf(operation: Operation): string {
  const search = new URLSearchParams();
  for (const name of PARAMETERS) {
    const value = operation[name];
    if (value !== undefined)
      search.set(name, typeof value === "string" && name !== "variables" ? value : JSON.stringify(value));
  }
  return `?${search}`;
}

function answerOperation(
  config: Config,
  services: Services,
  schema: GraphQLSchema,
  apollo: ApolloServer<AppContext>,
): RequestHandler {
  return async (request, response) => {
    const requestId = requestIdOf(request);
    const refuse = (error: GraphQLError, watch?: OperationWatch) => {
      const refused = publicError(error.toJSON(), error, requestId, services);
      watch?.refused(refused.extensions?.code);
      response.status(headOf(refused).status).type(request.accepts(MEDIA_TYPES) || "application/json");
      response.send(JSON.stringify({ errors: [refused] }));
    };
    let operation: Operation;
    try {
      operation = operationFrom(request);
    } catch (error) {
      return refuse(error as GraphQLError);
    }
    const { query: text, operationName } = operation;
    await watched(services, { requestId, text, operationName }, async (watch) => {
      const weight = weighed(schema, text, operation.variables, operationName);
      if (weight instanceof GraphQLError) return refuse(weight, watch);
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method.toUpperCase(),
          headers: headersOf(request),
          search: request.method === "GET" ? searchOf(operation) : "",
          body: request.method === "GET" ? undefined : operation,
        },
        context: () => contextFor(services, config, request, response, watch),
      });
      if (response.destroyed) watch.abandoned();
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      if (answer.body.kind !== "complete") throw new Error("Nothing here is answered in pieces.");
      response.status(answer.status ?? 200).send(answer.body.string);
    });
  };
}

function headersOf(request: Request): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

async function contextFor(
  services: Services,
  config: Config,
  request: Request,
  response: Response,
  watch: OperationWatch,
): Promise<AppContext> {
  const requestId = requestIdOf(request);
  const transport = httpTransport(config, request, response);
  try {
    const { reserved, secret } = services;
    const credentials = await credentialsOf(poolOf(reserved), secret, request.headers.authorization);
    await services.rateLimits.take(OPERATION_LIMITS.OPERATIONS, credentials.viewer?.userId ?? transport.network);
    const context = new AppContext(services, credentials, transport, requestId);
    // A caller who hangs up must not keep a connection to the database.
    response.once("close", () => void context.close());
    return watch.runsIn(context);
  } catch (error) {
    if (isConnectionLost(error)) services.outages.noticed(error);
    const said = beforeBegin(error, requestId);
    watch.refused(said instanceof GraphQLError ? said.extensions.code : undefined);
    throw said;
  }
}

/** Without a word from us Apollo would call whatever came before the operation an error of the server's. */
function beforeBegin(thrown: unknown, requestId: string): unknown {
  const said = thrown instanceof GraphQLError ? thrown.toJSON() : saidByDatabase(thrown);
  if (!said) return thrown;
  const { status, headers } = headOf(said);
  const extensions = { ...said.extensions, http: { status, headers: new HeaderMap(headers) } };
  const error = new GraphQLError(said.message, { extensions });
  belongsToRequest(error, requestId);
  return error;
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
