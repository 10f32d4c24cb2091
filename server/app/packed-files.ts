import { existsSync, readdirSync } from "node:fs";
import { extname } from "node:path";
import type { Request, RequestHandler } from "express";

/** The codings that the build packs in (web/pack.mjs), the smaller one first, with how their files end. */
const CODINGS = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" },
];

/**
 * Lets what serves the files of `folder` behind it send the packed form that lies beside a file, to whoever takes one.
 * The folder is looked at once: what the build made does not change while the process runs.
 */
export function packedFiles(folder: string): RequestHandler {
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    const packed = CODINGS.filter(({ ending }) => files.has(name + ending));
    if (packed.length === 0) return next();
    response.vary("Accept-Encoding");
    const coding = packed.find((each) => takes(request, each.name));
    if (coding) {
      response.setHeader("Content-Encoding", coding.name);
      // Of the file itself: by its name the packed one would be an archive.
      response.type(extname(name));
      request.url = `/${name}${coding.ending}`;
    }
    next();
  };
}

/** Asked one by one: a browser names gzip first without liking it better. */
function takes(request: Request, coding: string): boolean {
  return request.acceptsEncodings(coding) === coding;
}
