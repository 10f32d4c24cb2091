import { expect, test } from "@jest/globals";
import { guessedLocale, languageOf, regionOf } from "./locale.js";

test.each([
  [["fr-CH", "fr", "en"], "en-CH"],
  [["de-AT"], "de-AT"],
  [["de", "en-US"], "de-US"],
  [["de"], "de-DE"],
  [["en"], "en-US"],
  [["ja"], "en-JP"],
  [["es-419"], "en-US"],
  [[], "en-US"],
])("a browser that asks for %j is spoken to as %s", (tags, wanted) => {
  expect(guessedLocale(tags)).toBe(wanted);
});

test("what is no locale is plain English", () => {
  for (const tag of ["", "_", "english please"]) expect([languageOf(tag), regionOf(tag)]).toEqual(["en", "US"]);
});
