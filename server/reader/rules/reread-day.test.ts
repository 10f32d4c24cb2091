import { describe, expect, test } from "@jest/globals";
import { placesOfDay, withRereadDay } from "./reread-day.js";
import { textPage } from "./text-page.js";

const TODAY = "2026-11-29";
const page = textPage("CORNER BAR\nDate 06-03-2018 19:02\nSoup 5.50\nTotal 5.50");
const place = placesOfDay(page, TODAY)[0]!;
const unsure = { ...page, words: page.words.map((word) => ({ ...word, confidence: 0.8 })) };

/** The words of the second row, and how sure they are, as a page has them after these readings of its day. */
function after(...readings: string[]): [string, number][] {
  const { words } = withRereadDay(unsure, place, readings, TODAY);
  const row = words.filter((word) => word.place.y > 0.2 && word.place.y < 0.4).sort((a, b) => a.place.x - b.place.x);
  return row.map(({ text, confidence }) => [text, Math.round(confidence * 100) / 100]);
}

describe("the line of a day that is read several times", () => {
  test("is where the day stands, and nowhere where there is none", () => {
    const [, , , day] = page.words;
    expect(place).toEqual(day!.place);
    expect(placesOfDay(textPage("Soup 5.50\nTotal 5.50"), TODAY)).toEqual([]);
  });

  test("is the whole row where a zero of its year was read as an eight, for others of the day may be eights too", () => {
    const stroked = textPage("CORNER BAR\nDate 10/18/2817 5:58PM\nSoup 5.50\nTotal 5.50");
    const [row] = placesOfDay(stroked, TODAY);
    const again = withRereadDay(stroked, row!, ["Date 10/10/2017 5:50PM", "Date 10/10/2017 5:50PM"], TODAY);
    expect(again.words.map(({ text }) => text)).toContain("10/10/2017");
  });

  test("is a row that looks like one where no day was read, if two readings agree what day it is", () => {
    const torn = textPage("CORNER BAR\nSoup 5.50\nDale 0-1105/2017 7:19\nEIRP 48.01.8");
    const places = placesOfDay(torn, TODAY);
    expect(places.map(({ y }) => Math.round(y * 4))).toEqual([2, 3]);
    const read = (...readings: string[]) => withRereadDay(torn, places[0]!, readings, TODAY);
    const { words } = read("Date 04/05/2017 7:19", "Hate 04/05/2017 7:1", "Date 05/2017", "04/06/2017");
    expect(words.filter(({ confidence }) => confidence < 1).map((word) => [word.text, word.confidence])).toEqual([
      ["Date", 0.4],
      ["04/05/2017", 0.4],
      ["7:19", 0.4],
    ]);
    expect(words).toHaveLength(torn.words.length);
    expect(read("Date 04/05/2017", "04/06/2017", "", "")).toBe(torn);
  });

  test("says what most readings say, and is as sure as they are many", () => {
    const at = (...day: [string, number][]) => [["Date", 0.8], ...day, ["19:02", 0.8]];
    expect(after("05-03-2018", "05-03-2018", "06-03-2018")).toEqual(at(["06-03-2018", 0.4]));
    expect(after("05-03-2018", "05-03-2018", "05-03-2018")).toEqual(at(["05-03-2018", 0.6]));
    expect(after("05 Mar 2018", "05/03/2018", "O")).toEqual(at(["05", 0.4], ["Mar", 0.4], ["2018", 0.4]));
    expect(after("06-03-2018", "06.03.2018")).toEqual(at(["06-03-2018", 0.9]));
  });

  test("stays as it was where no reading is a day, less sure, and where there is no reading", () => {
    expect(after("0603A2018", "", "31-02-2018")).toEqual([
      ["Date", 0.8],
      ["06-03-2018", 0.2],
      ["19:02", 0.8],
    ]);
    expect(withRereadDay(unsure, place, [], TODAY)).toBe(unsure);
    // A day that is later than today is none.
    expect(after("06-03-2028")[1]).toEqual(["06-03-2018", 0.4]);
  });
});
