import type { NotificationKind } from "./preference.js";
import { type Language, say } from "./words.js";

/** Asks whether these mails are to end: nothing happens to whoever only looks, such as a mail program that follows links. */
export function confirmPage(language: Language, kinds: readonly NotificationKind[]): string {
  return page(
    language,
    say(language, "unsubscribeTitle")!,
    `<p>${escaped(say(language, "unsubscribeText", { kinds: listOf(language, kinds) })!)}</p>
    <form method="post"><button>${escaped(say(language, "unsubscribeAction")!)}</button></form>`,
  );
}

export function donePage(language: Language, kinds: readonly NotificationKind[], publicUrl: string): string {
  return page(
    language,
    say(language, "unsubscribedTitle")!,
    `<p>${escaped(say(language, "unsubscribedText", { kinds: listOf(language, kinds) })!)}</p>
    <p><a href="${escaped(new URL("/settings", publicUrl).href)}">${escaped(say(language, "settings")!)}</a></p>`,
  );
}

export function badLinkPage(language: Language): string {
  return page(language, say(language, "badLinkTitle")!, `<p>${escaped(say(language, "badLinkText")!)}</p>`);
}

function listOf(language: Language, kinds: readonly NotificationKind[]): string {
  return new Intl.ListFormat(language).format(kinds.map((kind) => say(language, `kind_${kind}`)!));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The web's own colours; there is no script, and nothing is fetched. */
const STYLE = `
  :root { color-scheme: light dark; --canvas: #FAF9F6; --fg: #1B1A17; --accent: #0B6B57; --ink: #FFFFFF; --focus: #2456B3; }
  @media (prefers-color-scheme: dark) {
    :root { --canvas: #141311; --fg: #F3F0E8; --accent: #55CFA9; --ink: #06251C; --focus: #93B7FF; }
  }
  body { margin: 0; padding: 48px 24px; background: var(--canvas); color: var(--fg);
    font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
  main { max-width: 560px; margin: 0 auto; }
  h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; }
  a { color: var(--accent); }
  button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 6px; background: var(--accent); color: var(--ink);
    font: inherit; font-weight: 600; cursor: pointer; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }`;

function page(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${escaped(title)}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      ${content}
    </main>
  </body>
</html>
`;
}
