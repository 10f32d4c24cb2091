import { expect, test } from "@jest/globals";
import { matchPeople as matchNamed } from "./match.js";

const candidates = (...members: string[][]) =>
  members.map((names, index) => ({ memberId: `m${index}`, names, earlierNames: names.slice(1) }));

const matchPeople = (
  people: readonly string[],
  members: ReturnType<typeof candidates>,
  alike: readonly string[] = [],
) =>
  matchNamed(
    people.map((name) => ({ name, alike: alike.includes(name) })),
    members,
  );

test("equal names match, whatever their letter case and spaces", () => {
  expect(matchPeople(["JANE  doe", "Émile"], candidates(["Jane Doe"], ["E\u0301mile "]))).toEqual(["m0", "m1"]);
});

test("a name from an earlier file matches the member of today's name", () => {
  expect(matchPeople(["Tony"], candidates(["Antonio I.", "Tony"]))).toEqual(["m0"]);
});

test("short forms match where they can be only one", () => {
  expect(matchPeople(["Jane D.", "John"], candidates(["Jane Doe"], ["John Smith"]))).toEqual(["m0", "m1"]);
  expect(matchPeople(["Jane Doe"], candidates(["Jane"]))).toEqual(["m0"]);
  expect(matchPeople(["Jane"], candidates(["Jane Doe"], ["Jane Roe"]))).toEqual([null]);
  expect(matchPeople(["Jane D.", "Jane Doe-Smith"], candidates(["Jane"]))).toEqual([null, null]);
  expect(matchPeople(["Jane R."], candidates(["Jane Doe"]))).toEqual([null]);
});

test("an equal name goes before a short form", () => {
  expect(matchPeople(["Jane", "Jane Doe"], candidates(["Jane Doe"]))).toEqual([null, "m0"]);
});

test("nobody matches nobody", () => {
  expect(matchPeople(["Ana"], candidates(["Ben"]))).toEqual([null]);
  expect(matchPeople([], candidates(["Ben"]))).toEqual([]);
});

test("people of one name are told by an earlier file with both of them, and by nothing else", () => {
  const [anas, both] = [
    ["Ana", "Ana (2)", "Ben"],
    ["Ana", "Ana (2)"],
  ];
  expect(matchPeople(anas, candidates(["Ana"], ["Ben"]), both)).toEqual([null, null, "m1"]);
  expect(matchPeople(anas, candidates(["Ana", "Ana"], ["Ben"]), both)).toEqual([null, null, "m1"]);
  expect(matchPeople(anas, candidates(["Me", "Ana (2)"], ["Ben"], ["Ana", "Ana"]), both)).toEqual(["m2", "m0", "m1"]);
});
