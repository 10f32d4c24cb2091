import type { Request, RequestHandler } from "express";
import { cookieNamed } from "./cookies.js";

/** The languages that the landing is built in; the first is for everybody else. */
const LANGUAGES = ["en", "de"];
/** Holds the language that somebody chose; pages read it too (web/lib/chosen-language.ts). */
const CHOSEN = "language";
const YEAR_MILLISECONDS = 365 * 24 * 3_600_000;

/** The language of a document for this reader: one they chose before their browser's. */
function languageFor(request: Request): string {
  const chosen = cookieNamed(request.headers.cookie, CHOSEN);
  if (chosen && LANGUAGES.includes(chosen)) return chosen;
  return request.acceptsLanguages(LANGUAGES) || LANGUAGES[0]!;
}

/** Sends the landing, a document of its own in each language, from the built files in `folder`. `?lang=` chooses one. */
export function landing(folder: string): RequestHandler {
  return (request, response, next) => {
    const { lang } = request.query;
    if (typeof lang === "string" && LANGUAGES.includes(lang)) {
      const secure = request.secure;
      response.cookie(CHOSEN, lang, { sameSite: "lax", path: "/", secure, maxAge: YEAR_MILLISECONDS });
      return response.redirect(303, "/");
    }
    const language = languageFor(request);
    response.vary("Accept-Language, Cookie");
    response.setHeader("Content-Language", language);
    response.sendFile(`${language}.html`, { root: folder, cacheControl: false }, (error) => {
      if (error && !response.headersSent) next();
    });
  };
}
