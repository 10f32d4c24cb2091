import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a page of this origin is one of ours. On this machine alone, its several names are the same page: somebody
 * who opens 127.0.0.1 instead of localhost is no stranger.
 */
export function isOurOrigin(publicUrl: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const [ours, theirs] = [new URL(publicUrl), new URL(origin)];
  if (ours.origin === theirs.origin) return true;
  return ours.port === theirs.port && LOOPBACK.has(ours.hostname) && LOOPBACK.has(theirs.hostname);
}

/** Whether a request comes from one of our own pages; a program sends no Origin, and gets no cookie's rights. */
export function fromOurPage(publicUrl: string, headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined && isOurOrigin(publicUrl, headers.origin);
}
