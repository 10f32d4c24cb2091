import { type Letter, lettersOf, type TextRow, textRows, wordsOf } from "./letter-rows.js";
import type { PageText, Word } from "./page-model.js";

/**
 * The engines from the one that is believed first. PP-OCR reads print and digits best, and lacks some letters and many
 * blanks, which tesseract has.
 */
const BELIEVED = ["vision", "pp-ocr", "tesseract"];
/** Of letters that PP-OCR has no output for, or for which its dictionary has the bare one. */
const TESSERACTS_OWN = /[€£ßäöüÄÖÜàâáãåæçéèêëíìîïñóòôõøœúùûýÿÀÂÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕØŒÚÙÛÝ]/;
/** A letter of its own is taken from tesseract where it is as sure of it as this. */
const SURE_OF_LETTER = 0.75;
/** A word that only the second engine saw is kept where it is as sure of it as this. */
const SURE_OF_WORD = 0.8;
/** A blank that only the second engine saw is kept between words that it is as sure of as this. */
const SURE_OF_BLANK = 0.6;
/** Two engines that read the same are wrong together seldom; where they differ, one of them is. */
const DOUBT = 0.6;

/** What several engines read on one page as one text; null where none found anything. */
export function joined(byEngine: Readonly<Record<string, PageText>>): PageText | null {
  const texts = Object.entries(byEngine)
    .filter(([, { words }]) => words.length > 0)
    .sort(([a], [b]) => BELIEVED.indexOf(a) - BELIEVED.indexOf(b))
    .map(([, text]) => text);
  const [first, ...others] = texts;
  return first === undefined ? null : others.reduce(joinedTwo, first);
}

/** The first text, corrected and completed by the second, row by row. */
function joinedTwo(first: PageText, second: PageText): PageText {
  const page = { width: first.width, height: first.height };
  const rows = textRows(first.words, page);
  const beside = matched(rows, textRows(second.words, page));
  const words = rows.flatMap((row) => joinedRow(row, beside.byRow.get(row) ?? [], page));
  return { ...page, words: [...words, ...beside.alone.filter(isSure)] };
}

/** Rows of the second by those of the first that they stand in; and words of rows that stand in none. */
function matched(rows: readonly TextRow[], others: readonly TextRow[]) {
  const byRow = new Map<TextRow, TextRow[]>();
  const alone: Word[] = [];
  for (const other of others) {
    const overlap = (row: TextRow) => Math.min(row.bottom, other.bottom) - Math.max(row.top, other.top);
    const best = rows.length === 0 ? null : rows.reduce((a, b) => (overlap(b) > overlap(a) ? b : a));
    if (best === null || overlap(best) < Math.min(best.bottom - best.top, other.bottom - other.top) / 2)
      alone.push(...other.words);
    else byRow.set(best, [...(byRow.get(best) ?? []), other]);
  }
  return { byRow, alone };
}

/** A word of two letters or digits at least: what is seen where another engine sees nothing is dirt more often than not. */
function isSure({ text, confidence }: Word): boolean {
  return confidence >= SURE_OF_WORD && /[\p{L}\d].*[\p{L}\d]/u.test(text);
}

function joinedRow(row: TextRow, others: readonly TextRow[], page: { width: number; height: number }): Word[] {
  if (others.length === 0) return [...row.words];
  const second = others.flatMap(({ words }) => lettersOf(words, page)).sort((a, b) => a.left - b.left);
  return wordsOf(joinedLetters(lettersOf(row.words, page), second), page);
}

/** Letters of two readings of one row as one. */
export function joinedLetters(first: readonly Letter[], second: readonly Letter[]): Letter[] {
  const pairs = aligned(first, second);
  const kept = pairs.flatMap((pair, at): { letter: Letter; pair: Pair }[] => {
    const letter = believed(pair, pairs, at);
    return letter === null ? [] : [{ letter, pair }];
  });
  return kept.map(({ letter, pair }, at) => {
    const before = kept[at - 1];
    return { ...letter, isFirst: before === undefined || isApart(before, { letter, pair }) };
  });
}

interface Pair {
  readonly first: Letter | null;
  readonly second: Letter | null;
}

/** Which of two letters stands there; null where none does. */
function believed({ first, second }: Pair, pairs: readonly Pair[], at: number): Letter | null {
  if (first === null)
    return isMissed(second!, pairs, at) ? { ...second!, confidence: second!.confidence * DOUBT } : null;
  if (second === null) return { ...first, confidence: first.confidence * (first.confidence > 0.9 ? 0.9 : DOUBT) };
  if (first.text === second.text) return { ...first, confidence: 1 - (1 - first.confidence) * (1 - second.confidence) };
  // A £ that PP-OCR takes for a digit is a digit: it knows these best.
  const other = TESSERACTS_OWN.test(second.text) && second.confidence >= SURE_OF_LETTER && !/\d/.test(first.text);
  const taken = other || (first.confidence < 0.5 && second.confidence > 0.9) ? { ...first, text: second.text } : first;
  return { ...taken, confidence: first.confidence * DOUBT, other: taken === first ? second.text : first.text };
}

/**
 * Whether a letter that the first did not see is there all the same: one that it has no output for, a digit for which it left
 * room, or one of a word of which it saw nothing.
 */
function isMissed(letter: Letter, pairs: readonly Pair[], at: number): boolean {
  const { text, confidence, word } = letter;
  if (TESSERACTS_OWN.test(text)) return confidence >= SURE_OF_LETTER;
  if (/\d/.test(text) && hasRoom(letter, pairs[at - 1], pairs[at + 1])) return true;
  if (word.confidence < SURE_OF_WORD) return false;
  const isOfWord = (pair: Pair | undefined) => pair?.second?.word === word;
  let [from, to] = [at, at];
  while (isOfWord(pairs[from - 1])) from--;
  while (isOfWord(pairs[to + 1])) to++;
  const ofWord = pairs.slice(from, to + 1);
  return (
    ofWord.length > 1 &&
    ofWord.every(({ first }) => first === null) &&
    isSure({ ...WORD, text: ofWord.map((pair) => pair.second!.text).join(""), confidence })
  );
}

/** Whether both read the letters before and after, of the same word, and the first has a gap there. */
function hasRoom({ left, right, word }: Letter, before: Pair | undefined, after: Pair | undefined): boolean {
  const isShared = (pair: Pair | undefined) => pair?.second?.word === word && pair.first?.text === pair.second.text;
  if (!isShared(before) || !isShared(after)) return false;
  return after!.first!.left - before!.first!.right > (right - left) / 2;
}

const WORD: Word = { text: "", confidence: 0, place: { x: 0, y: 0, width: 0, height: 0 } };

/** Whether a blank stands between two letters: where both say so, or one of them, unless that would tear a number. */
function isApart(before: { letter: Letter; pair: Pair }, after: { letter: Letter; pair: Pair }): boolean {
  const first = after.pair.first?.isFirst ?? null;
  const second = after.pair.second?.isFirst ?? null;
  if (first === second) return first === true;
  // The first saw a blank where it did not see the letter.
  if (before.pair.first === null && second !== null) return second;
  if (first === null || second === null) return (first ?? second) === true;
  const isSeen = first || (isCertain(before.pair) && isCertain(after.pair));
  const isNumber = /[\d.,]/.test(before.letter.text) && /[\d.,]/.test(after.letter.text);
  if (!isNumber) return isSeen;
  // Where tesseract read other letters there, a gap between two digits is no blank, and one beside a comma may be.
  const isTorn = /\d/.test(before.letter.text) && /\d/.test(after.letter.text) && !isSeen;
  return !isTorn && after.letter.left - before.letter.right > (after.letter.right - after.letter.left) * 1.2;
}

/** Whether a blank beside this letter is believed of the second alone: it read the same letter, in a word worth the name. */
function isCertain({ first, second }: Pair): boolean {
  if (first?.text !== second?.text || second!.word.confidence < SURE_OF_BLANK) return false;
  return second!.word.text.length > 1 || /[\d€£$%&@aàeyox×*-]/.test(second!.text);
}

const SAME_COST = 0;
const CASE_COST = 0.25;
const OTHER_COST = 1;
const MISSING_COST = 0.7;
/** Letters further apart than this, in heights of a letter, are not the same one. */
const APART_HEIGHTS = 1;

/** Both readings' letters, in order, each with the one of the other that it is: the cheapest way to pair them. */
function aligned(first: readonly Letter[], second: readonly Letter[]): Pair[] {
  const columns = second.length + 1;
  const costs = new Float64Array((first.length + 1) * columns);
  for (let row = 0; row <= first.length; row++) {
    for (let column = 0; column <= second.length; column++) {
      const at = row * columns + column;
      if (row === 0 || column === 0) costs[at] = (row + column) * MISSING_COST;
      else {
        const pair = costs[at - columns - 1]! + costOf(first[row - 1]!, second[column - 1]!);
        costs[at] = Math.min(pair, costs[at - columns]! + MISSING_COST, costs[at - 1]! + MISSING_COST);
      }
    }
  }
  return wayBack(costs, columns, first, second);
}

function wayBack(costs: Float64Array, columns: number, first: readonly Letter[], second: readonly Letter[]): Pair[] {
  const pairs: Pair[] = [];
  for (let [row, column] = [first.length, second.length]; row > 0 || column > 0; ) {
    const at = row * columns + column;
    const [one, two] = [first[row - 1] ?? null, second[column - 1] ?? null];
    if (row > 0 && column > 0 && costs[at] === costs[at - columns - 1]! + costOf(one!, two!)) {
      pairs.push({ first: one, second: two });
      row--;
      column--;
    } else if (column === 0 || (row > 0 && costs[at] === costs[at - columns]! + MISSING_COST)) {
      pairs.push({ first: one, second: null });
      row--;
    } else {
      pairs.push({ first: null, second: two });
      column--;
    }
  }
  return pairs.reverse();
}

function costOf(first: Letter, second: Letter): number {
  const apart = Math.abs(first.left + first.right - second.left - second.right) / 2;
  if (apart > APART_HEIGHTS * Math.max(first.height, second.height)) return 3 * MISSING_COST;
  const shift = 0.1 * (apart / Math.max(first.height, 1));
  if (first.text === second.text) return SAME_COST + shift;
  return (first.text.toLowerCase() === second.text.toLowerCase() ? CASE_COST : OTHER_COST) + shift;
}
