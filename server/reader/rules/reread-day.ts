import type { PageText, Place, Word } from "../page-model.js";
import { datesOf, dayIn } from "./dates.js";
import { lettersOf } from "./letters.js";
import { placeOf, rowsOf } from "./rows.js";

/** A row may be a misread day from this likeness on, and so many of them are read again. */
const LIKE_DAY = 1.5;
const ROWS_MAX = 3;
/** So many readings of a row in which no day was read have to agree. */
const AGREEING = 2;

/** Where the day of the purchase seems to stand; where no day was read, the rows that are most like one, the likeliest first. */
export function placesOfDay(text: PageText, today: string): Place[] {
  const rows = rowsOf([text]);
  const days = datesOf(rows, { today, monthFirst: false });
  // Who reads a zero of a year as an eight does so elsewhere in the day: "10/18/2817" is rather the tenth.
  const day = days.find(({ row, from, to }) => !/28\d\d/u.test(row.text.slice(from, to)));
  if (day !== undefined) return [asPlace(placeOf(day.row, day.from, day.to))];
  const like = rows.map((row) => ({ row, likeness: likenessOf(row.text) })).filter((each) => each.likeness >= LIKE_DAY);
  return like
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, ROWS_MAX)
    .map(({ row }) => asPlace(placeOf(row)));
}

/** How much a row in which no day was read looks as if it were one: by its name, a time, numbers between strokes, a year. */
function likenessOf(text: string): number {
  let likeness = 0;
  if (/dat[eoau]|dale|fecha|tarikh/u.test(lettersOf(text).join(""))) likeness += 2;
  if (/(?<!\d)\d{1,2}:\d\d/u.test(text)) likeness += 2;
  if (/\d ?[-/.,'|] ?\d{1,2} ?[-/.,'|1] ?\d/u.test(text)) likeness += 1.5;
  if (/20[0-3]\d/u.test(text)) likeness += 1;
  if (text.replace(/\D/gu, "").length >= 6) likeness += 0.5;
  return likeness;
}

function asPlace({ x, y, width, height }: Place): Place {
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
  const isUnread = dayIn(own, today) === null;
  if (isUnread && votesFor(best.day) < AGREEING) return text;
  const share = votesFor(best.day) / (readings.length + 1);
  // Of what was no day the first reading knew nothing.
  const sure = isUnread ? 1 : Math.min(...words.map(({ confidence }) => confidence));
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
