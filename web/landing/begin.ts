import "@fontsource-variable/inter/wght.css";
import "./landing.css";
import { amountsIn } from "./amounts.js";
import { play } from "./play.js";
import { offerTrial } from "./try-it.js";
import type { Words } from "./words.js";

/** Brings the landing to life. All that it says stands in the document already. */
export function begin(language: string, words: Words): void {
  const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
  play(find(".card"), language, { words, amounts: amountsIn(language) });
  offerTrial(find("#try"), find("#try-problem"), language, words);
}
