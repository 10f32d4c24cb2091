import type { PageText, Place, Word } from "../page-model.js";
import { datesOf, dayIn } from "./dates.js";
import { placeOf, rowsOf } from "./rows.js";

/** Where the day of the purchase seems to stand; null where no day was read. */
export function placeOfDay(text: PageText, today: string): Place | null {
  const [day] = datesOf(rowsOf([text]), { today, monthFirst: false });
  if (day === undefined) return null;
  const { x, y, width, height } = placeOf(day.row, day.from, day.to);
  return { x, y, width, height };
}

/**
 * A page's text with the words at a place as most of several readings of it have them, its own first among equals. The fewer
 * agree, the less sure its words are: one digit misread makes another day, and no sum tells.
 */
export function withRereadDay(text: PageText, place: Place, readings: readonly string[], today: string): PageText {
  const words = text.words.filter((word) => isIn(word.place, place));
  const own = [...words]
    .sort((a, b) => a.place.x - b.place.x)
    .map((word) => word.text)
    .join(" ");
  const votes = [own, ...readings].flatMap((reading) => {
    const day = dayIn(reading, today);
    return day === null ? [] : [{ reading, day }];
  });
  const votesFor = (day: string) => votes.filter((vote) => vote.day === day).length;
  const [best] = [...votes].sort((a, b) => votesFor(b.day) - votesFor(a.day));
  if (best === undefined || readings.length === 0) return text;
  const share = votesFor(best.day) / (readings.length + 1);
  const sure = Math.min(...words.map(({ confidence }) => confidence));
  const isOwn = best.day === dayIn(own, today);
  const meant = isOwn
    ? words.map((word) => ({ ...word, confidence: sureAfter(word.confidence, share) }))
    : wordsOf(best.reading, place, sureAfter(sure, share));
  return { ...text, words: [...text.words.filter((word) => !words.includes(word)), ...meant] };
}

/** Readings that agree make a word surer, and those that do not less sure. */
function sureAfter(confidence: number, share: number): number {
  return share === 1 ? 1 - (1 - confidence) / 2 : confidence * share;
}

/** What was read at a place as words, each as wide as its part of the letters. */
function wordsOf(reading: string, { x, y, width, height }: Place, confidence: number): Word[] {
  const letter = width / reading.length;
  return [...reading.matchAll(/\S+/gu)].map(({ 0: text, index }) => ({
    text,
    confidence,
    place: { x: x + index * letter, y, width: text.length * letter, height },
  }));
}

function isIn(word: Place, place: Place): boolean {
  const [x, y] = [word.x + word.width / 2, word.y + word.height / 2];
  return x >= place.x && x <= place.x + place.width && y >= place.y && y <= place.y + place.height;
}
