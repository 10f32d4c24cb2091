import { semanticTokens, tokens } from "../theme/tokens.js";

interface Tone {
  readonly base: string;
  readonly _dark: string;
}

type Tones = { readonly [name: string]: Tones | { readonly value: Tone } };

function isTone(entry: Tones[string]): entry is { readonly value: Tone } {
  return "value" in entry;
}

/** Each colour under its name, with its two tones: `fg.owed` is `--fg-owed`, and `fg.DEFAULT` is `--fg`. */
function colours(entries: Tones, path: readonly string[] = []): [name: string, tone: Tone][] {
  return Object.entries(entries).flatMap(([key, entry]) => {
    const name = key === "DEFAULT" ? path : [...path, key];
    return isTone(entry) ? [[`--${name.join("-")}`, entry.value]] : colours(entry, name);
  });
}

/**
 * The house's colours and its font as variables, of which those that `styles` uses. `theme-init.js` says which mode it
 * is; without it the system does.
 */
export function tokenStyles(styles: string): string {
  const used = colours(semanticTokens.colors as unknown as Tones).filter(([name]) => styles.includes(`var(${name})`));
  const mode = (tone: keyof Tone) => used.map(([name, tones]) => `${name}:${tones[tone]}`).join(";");
  return [
    `:root{color-scheme:light dark;--font:${tokens.fonts!.body!.value};${mode("base")}}`,
    `@media (prefers-color-scheme:dark){:root:not(.light){${mode("_dark")}}}`,
    `:root.dark{${mode("_dark")}}`,
  ].join("");
}
