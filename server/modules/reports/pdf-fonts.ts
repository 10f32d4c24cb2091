import { createRequire } from "node:module";
import bidiFactory, { type Bidi } from "bidi-js";
import { type Font, openSync } from "fontkit";

const packages = createRequire(import.meta.url);
/** Our own fonts, in the order in which they are asked for a sign; each is opened when the ones before have not got it. */
const FILES = {
  regular: () => packages.resolve("@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf"),
  bold: () => packages.resolve("@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf"),
  arabic: () => packages.resolve("@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf"),
  hebrew: () => packages.resolve("@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf"),
  devanagari: () =>
    packages.resolve("@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf"),
  thai: () => packages.resolve("@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf"),
  emoji: () => packages.resolve("@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf"),
  chinese: () => packages.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
  korean: () => packages.resolve("@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf"),
} as const;

export type FontName = keyof typeof FILES;

const FOR_SIGNS = ["arabic", "hebrew", "devanagari", "thai", "emoji", "chinese", "korean"] as const;
const opened = new Map<FontName, Font>();

/** Where a font's file is. */
export function fontPath(name: FontName): string {
  return FILES[name]();
}

function font(name: FontName): Font {
  let found = opened.get(name);
  if (!found) {
    // A file of a font, and no collection of several.
    found = openSync(fontPath(name)) as Font;
    opened.set(name, found);
  }
  return found;
}

/** Signs of one font and one direction that stand together, in the order in which they are drawn. */
export interface TextRun {
  readonly text: string;
  readonly font: FontName;
  /** The level of the Unicode Bidirectional Algorithm: an odd one runs from right to left. */
  readonly level: number;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
// The package says that it is a module, and is none.
const bidi = (bidiFactory as unknown as () => Bidi)();
/** They say how others look, or where a word may end, and have no look of their own. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const CONTROLS = /[\p{Cc}\p{Cn}\p{Co}]/gu;

/** One sign as it is drawn: the shortest run. */
type Sign = TextRun;

/**
 * A line of text as what a page draws from left to right. What no font has stands as its number, "[U+1FACD]", and goes into
 * `missing`: nothing is left out.
 */
export function textRuns(line: string, isBold: boolean, missing: Set<string>): TextRun[] {
  const signs = inTheirOrder(signsOf(line.replaceAll(CONTROLS, " "), isBold ? "bold" : "regular", missing));
  const runs: { text: string; font: FontName; level: number }[] = [];
  for (const sign of signs) {
    const last = runs.at(-1);
    if (last && last.font === sign.font && last.level === sign.level && !isTurnedRound(sign)) {
      // Fonts lay out what runs from right to left by themselves: they want it as it is read.
      last.text = sign.level % 2 === 1 ? sign.text + last.text : last.text + sign.text;
    } else runs.push({ ...sign });
  }
  return runs;
}

/** Fonts of scripts that are read from right to left turn round whatever they are given, numbers too: those are drawn sign by sign. */
function isTurnedRound({ font: name, level }: Sign): boolean {
  return level % 2 === 0 && (name === "arabic" || name === "hebrew");
}

function signsOf(text: string, plain: "regular" | "bold", missing: Set<string>): Sign[] {
  const { levels } = bidi.getEmbeddingLevels(text, "ltr");
  const mirrored = bidi.getMirroredCharactersMap(text, levels);
  const signs: Sign[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const level = levels[index] ?? 0;
    const shown = mirrored.get(index) ?? segment.replaceAll(INVISIBLE, "");
    const found = shown === "" ? plain : fontFor(shown, plain, signs.at(-1)?.font);
    if (found) signs.push({ text: found === "emoji" ? segment : shown, font: found, level });
    else {
      missing.add(segment);
      for (const sign of numbersOf(segment)) signs.push({ text: sign, font: plain, level: level + (level % 2) });
    }
  }
  return signs;
}

/** A space between words of one script stays in their font, so that they are one run; pictures have wide ones. */
function fontFor(sign: string, plain: "regular" | "bold", last: FontName | undefined): FontName | null {
  const codes = [...sign].map((each) => each.codePointAt(0)!);
  const has = (name: FontName) => codes.every((code) => code === 0x200d || font(name).hasGlyphForCodePoint(code));
  if (sign === " " && last && last !== "emoji" && has(last)) return last;
  return [plain, ...FOR_SIGNS].find(has) ?? null;
}

function numbersOf(sign: string): string[] {
  const numbers = [...sign].map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`);
  return [...`[${numbers.join(" ")}]`];
}

/** Rule L2 of UAX 9: from the highest level to the lowest odd one, whatever is at least so high is turned round. */
function inTheirOrder(signs: readonly Sign[]): Sign[] {
  const ordered = [...signs];
  const highest = Math.max(0, ...signs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      if (ordered[start]!.level < level) continue;
      let end = start;
      while (end < ordered.length && ordered[end]!.level >= level) end++;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}
