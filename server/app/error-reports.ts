import express, { type Request, type RequestHandler, Router } from "express";
import { z } from "zod";
import type { Services } from "../platform/context.js";
import { networkOf } from "../platform/network.js";
import { OPERATION_LIMITS } from "../platform/rate-limit.js";
import { currentReporter } from "../platform/reporter.js";
import { reportFromWeb } from "../platform/reports.js";
import { fromOurPage } from "./origins.js";

const BODY_BYTES = 8 * 1024;
const count = z.int().min(0).max(10_000_000);

/** What a browser may say of an error: nothing in it can hold what somebody entered, but for the message's words. */
const Report = z.strictObject({
  type: z.string().regex(/^[A-Za-z]\w{0,59}$/),
  message: z.string().max(500),
  /** The pattern of the page: words of our own addresses, and ":id" for whatever else stood there. */
  page: z.string().regex(/^(?:\/(?:[a-z-]{1,20}|:id)){0,8}\/?$/),
  version: z.string().regex(/^[\w.+-]{1,40}$/),
  frames: z
    .array(z.strictObject({ file: z.string().regex(/^assets\/[\w.-]{1,120}$/), line: count, column: count }))
    .max(30),
});

/** Takes the errors that happen in browsers, and passes them on. Where nobody collects them there is nothing here. */
export function errorReports(services: Services): Router {
  const router = Router();
  router.use(onlyWhereWanted, fromUsAlone(services), notTooOften(services), express.json({ limit: BODY_BYTES }));
  router.post("/", (request, response) => {
    const { success, data } = Report.safeParse(request.body);
    if (!success) return void response.status(400).end();
    const { type, message, frames, page, version } = data;
    reportFromWeb({ type, message, frames, tags: { page, version } });
    response.status(204).end();
  });
  return router;
}

/** A page asks no more once it was told that nobody wants to know. */
const onlyWhereWanted: RequestHandler = (_request, response, next) => {
  if (currentReporter()) next();
  else response.status(404).end();
};

function fromUsAlone({ publicUrl }: Services): RequestHandler {
  return (request, response, next) => {
    if (fromOurPage(publicUrl, request.headers)) next();
    else response.status(403).end();
  };
}

function notTooOften({ rateLimits }: Services): RequestHandler {
  return async (request: Request, response, next) => {
    try {
      await rateLimits.take(OPERATION_LIMITS.ERROR_REPORTS, networkOf(request.ip ?? "unknown"));
      next();
    } catch {
      response.status(429).end();
    }
  };
}
