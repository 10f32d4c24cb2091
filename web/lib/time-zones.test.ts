import { expect, test } from "@jest/globals";
import { timeZones, zonesFound } from "./time-zones.js";

const WINTER = new Date("2026-01-15T12:00:00Z");
const zones = timeZones("en", "Asia/Calcutta", WINTER);
const ids = (wanted: string, among = zones) => zonesFound(among, wanted).map(({ id }) => id);

test.each([
  ["kyiv", "Europe/Kyiv"],
  ["KIEV", "Europe/Kyiv"],
  ["ukraine", "Europe/Kyiv"],
  ["bombay", "Asia/Kolkata"],
  ["mumbai", "Asia/Kolkata"],
  ["calcutta", "Asia/Kolkata"],
  ["truk", "Pacific/Chuuk"],
  ["zürich", "Europe/Zurich"],
  ["munchen", "Europe/Berlin"],
  ["new york", "America/New_York"],
  ["utc", "UTC"],
])("%s finds %s", (wanted, id) => {
  expect(ids(wanted)).toContain(id);
});

test("what is a word of its own goes before what only begins so", () => {
  expect(ids("india")).toEqual(["Asia/Kolkata"]);
  expect(ids("indianap")).toContain("America/Indiana/Indianapolis");
});

test("countries are named in the language of the words", () => {
  expect(ids("indien", timeZones("de", "UTC", WINTER))).toEqual(["Asia/Kolkata"]);
  expect(zonesFound(zones, "mumbai")).toMatchObject([{ city: "Kolkata", country: "India", offset: "UTC+5:30" }]);
});

test("no zone has a former name, and each stands once, from west to east", () => {
  const names = zones.map(({ id }) => id);
  expect(names.filter((id) => /Calcutta|Kiev|Truk|Saigon|Rangoon|Katmandu/.test(id))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(400);
  const minutes = zones.map((zone) => zone.minutes);
  expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
});
