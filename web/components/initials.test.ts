import { expect, test } from "@jest/globals";
import { initialsOf } from "./initials.js";

test("one letter is enough for somebody alone, two for two names", () => {
  expect(initialsOf("Ana")).toBe("A");
  expect(initialsOf("Ana Silva")).toBe("AS");
  expect(initialsOf("  ")).toBe("");
});

test("among others as many letters as tell them apart, and never more than three", () => {
  const names = ["Ana", "Anna", "Anton", "Alex", "Ben", "Bea", "Clara"];
  expect(names.map((name) => initialsOf(name, names))).toEqual(["Ana", "Ann", "Ant", "Al", "Ben", "Bea", "C"]);
  expect(initialsOf("Johanna", ["Johannes", "Johanna"])).toBe("Joh");
  // Whoever bears the same name is not told apart by letters.
  expect(initialsOf("Ben", ["Ben", "Ben"])).toBe("B");
});
