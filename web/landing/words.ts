import type en from "./en.json";

/** All that the landing says, in one language. */
export type Words = Readonly<Record<keyof typeof en, string>>;

/** A sentence with what its {{names}} stand for. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}
