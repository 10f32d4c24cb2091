import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { landingPage } from "./landing/page.js";
import { tokenStyles } from "./landing/token-styles.js";
import { LANGUAGES, type Language } from "./lib/locale.js";

const FOLDER = resolve("web/landing");

/** The documents that the landing is built from, one in each language. No such files exist: their text is written here. */
const documents = new Map(LANGUAGES.map((language) => [resolve(FOLDER, `${language}.html`), language]));

/** What `rolldownOptions.input` needs to build them. */
export const landingInputs = [...documents.keys()];

function textOf(language: Language): string {
  return landingPage(language, tokenStyles(readFileSync(resolve(FOLDER, "landing.css"), "utf8")));
}

/** Writes the landing's documents: when the product is built, and in development for every visit of `/`. */
export function landingPages(): Plugin {
  return {
    name: "landing-pages",
    resolveId: (id) => (documents.has(id) ? id : null),
    load: (id) => (documents.has(id) ? textOf(documents.get(id)!) : null),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        if (url.pathname !== "/") return next();
        const asked = url.searchParams.get("lang") ?? request.headers["accept-language"] ?? "";
        const language = LANGUAGES.find((each) => asked.startsWith(each)) ?? LANGUAGES[0];
        server.transformIndexHtml("/", textOf(language)).then((text) => {
          response.setHeader("Content-Type", "text/html");
          response.end(text);
        }, next);
      });
    },
  };
}
