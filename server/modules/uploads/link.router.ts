import { pipeline } from "node:stream/promises";
import { type Response, Router } from "express";
import type { Services } from "../../platform/context.js";
import type { LinkPolicy } from "../../platform/storage.js";

const KEPT_SECONDS_MAX = 3600;

/** Gives files of a storage that is served here to whoever has a link that we signed; an S3 server gives them itself. */
export function linkRouter({ storage, log }: Services): Router {
  const router = Router();
  const { atHome } = storage;
  if (!atHome) return router;
  router.get("/*key", async (request, response) => {
    const key = request.params.key.join("/");
    const checked = atHome.acceptsLink(key, new URL(request.url, "http://localhost").searchParams);
    if ("refusal" in checked) return refuse(response, 403, checked.refusal);
    const { policy } = checked;
    const head = await storage.head(policy.key);
    const file = head && request.method === "GET" ? await storage.stream(policy.key) : null;
    if (!head || (request.method === "GET" && !file)) return refuse(response, 404, "The file is not there any more.");
    describeFile(response, policy, head.size);
    if (!file) return void response.end();
    try {
      await pipeline(file, response);
    } catch (error) {
      // Most often the reader has gone; whoever is still there sees that the file is not whole.
      log.debug({ err: error }, "a file was not read to its end");
      response.destroy();
    }
  });
  return router;
}

/** Whatever is in it, no browser runs it, or shows it as a page of ours. */
function describeFile(response: Response, { contentType, fileName, expiresAt }: LinkPolicy, size: number): void {
  response.attachment(fileName);
  const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
  // Not by Express's own way, which would say of every text that it is UTF-8.
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", size);
  response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  response.setHeader("Cache-Control", `private, no-transform, max-age=${Math.min(seconds, KEPT_SECONDS_MAX)}`);
}

function refuse(response: Response, status: 403 | 404, message: string): void {
  response.status(status).json({ errors: [{ message }] });
}
