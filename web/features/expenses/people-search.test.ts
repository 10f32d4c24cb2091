import { expect, test } from "@jest/globals";
import { peopleFound } from "./people-search.js";

const people = ["Sören Ångström", "Soraya", "Émile", "Ben"].map((name) => ({ name }));
const found = (wanted: string) => peopleFound(people, wanted).map(({ name }) => name);

test("people are found by parts of their names, whatever the case and the accents", () => {
  expect(found("sor")).toEqual(["Sören Ångström", "Soraya"]);
  expect(found("ang SÖ")).toEqual(["Sören Ångström"]);
  expect(found("emile")).toEqual(["Émile"]);
  expect(found("nobody")).toEqual([]);
  expect(found("  ")).toHaveLength(4);
});
