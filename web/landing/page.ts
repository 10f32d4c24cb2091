import { LANGUAGES, type Language } from "../lib/locale.js";
import { amountsIn } from "./amounts.js";
import { card, type Voice } from "./card.js";
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import { html, Markup } from "./html.js";
import { proofs } from "./proofs.js";
import type { Words } from "./words.js";

const CATALOGUES: Readonly<Record<Language, Words>> = { en, de };

function head(language: Language, words: Words, tokens: string): Markup {
  return html`<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
<meta name="color-scheme" content="light dark" />
<meta name="theme-color" content="#FAF9F6" />
<meta name="description" content="${words.description}" />
<title>${words.title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml" />
<link rel="apple-touch-icon" href="/icons/apple-touch-180.png" />
<link rel="manifest" href="/manifest.webmanifest" />
<script src="/skip-landing.js"></script>
<script src="/theme-init.js"></script>
<style>${new Markup(tokens)}</style>
<script type="module" src="/landing/${language}.ts"></script>
</head>`;
}

function body(language: Language, voice: Voice): Markup {
  const { words } = voice;
  const other = LANGUAGES.find((each) => each !== language)!;
  return html`<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="top"><span class="brand"><img src="/favicon.svg" alt="" width="28" height="28" /> Expense Tracker</span>
<span class="ways"><a href="/?lang=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
<a href="/sign-in">${words.signIn}</a></span></header>
<main id="main" tabindex="-1">
<div class="hero"><div class="pitch"><h1>${words.headline}</h1><p class="lead">${words.lead}</p>
<p class="acts"><button type="button" id="try">${words.try}</button><a class="button" href="/sign-up">${words.signUp}</a></p>
<p id="try-problem" role="alert"></p><p class="quiet">${words.tryText}</p></div>
${card(voice)}</div>
${proofs(voice)}
</main>
<footer><p>${words.developers} <a href="/explorer/">${words.explorer}</a></p></footer>
</body>`;
}

/** The landing as a document, with `tokens` as the styles that name the house's colours. */
export function landingPage(language: Language, tokens: string): string {
  const words = CATALOGUES[language];
  const voice = { words, amounts: amountsIn(language) };
  return `<!doctype html>\n${html`<html lang="${language}">${head(language, words, tokens)}${body(language, voice)}</html>`.text}\n`;
}
