import { expect, test } from "@jest/globals";
import { InvalidFields, type InvalidInputError, Refusal } from "../../platform/schema/refusals.js";
import { choosePeople, type KnownPerson, type PersonChoice } from "./people.js";

const previewed: KnownPerson[] = [
  { name: "Ana", memberId: "ana", isViewer: true },
  { name: "Ben", memberId: "ben", isViewer: false },
  { name: "Eve", memberId: null, isViewer: false },
];

function choose(choices: readonly PersonChoice[], people = previewed, viewerMemberId: string | null = "ana") {
  const invalid = new InvalidFields();
  const members = viewerMemberId === null ? [] : ["ana", "ben", "tom"];
  const chosen = choosePeople(people, choices, new Set(members), viewerMemberId, invalid);
  invalid.refuse();
  return chosen;
}

function problemsOf(choices: readonly PersonChoice[], people = previewed, viewerMemberId: string | null = "ana") {
  try {
    choose(choices, people, viewerMemberId);
    return [];
  } catch (error) {
    const { fields } = (error as Refusal).userError as InvalidInputError;
    return fields.map(({ path, code }) => `${path.join(".")} ${code}`);
  }
}

test("without choices everybody is who the preview says", () => {
  expect(choose([])).toEqual(previewed);
});

test("a choice goes before the preview: another member, somebody new, the viewer", () => {
  expect(choose([{ name: "Eve", memberId: "tom" }])[2]).toEqual({ name: "Eve", memberId: "tom", isViewer: false });
  expect(choose([{ name: "Ben" }])[1]).toEqual({ name: "Ben", memberId: null, isViewer: false });
  expect(choose([{ name: "Eve", viewer: true }])).toEqual([
    { name: "Ana", memberId: null, isViewer: false },
    { name: "Ben", memberId: "ben", isViewer: false },
    { name: "Eve", memberId: "ana", isViewer: true },
  ]);
});

test("naming the viewer's own member says that this is the viewer", () => {
  const people = [{ name: "Anna", memberId: null, isViewer: false }];
  expect(choose([{ name: "Anna", memberId: "ana" }], people)[0]).toMatchObject({ memberId: "ana", isViewer: true });
});

test("in a new group the viewer is whoever is said to be", () => {
  const people = previewed.map(({ name }) => ({ name, memberId: null, isViewer: name === "Ana" }));
  expect(choose([{ name: "Ben", viewer: true }], people, null).map(({ isViewer }) => isViewer)).toEqual([
    false,
    true,
    false,
  ]);
  expect(choose([{ name: "Ana", memberId: null, viewer: false }], people, null).some(({ isViewer }) => isViewer)).toBe(
    false,
  );
  expect(problemsOf([{ name: "Ana", memberId: "ana" }], people, null)).toEqual(["people.0.memberId UNKNOWN_MEMBER"]);
  const two = [
    { name: "Ana", viewer: true },
    { name: "Ben", viewer: true },
  ];
  expect(problemsOf(two, people, null)).toEqual(["people.1.viewer DUPLICATE"]);
});

test.each([
  ["a name that the file does not have", [{ name: "Tom" }], "people.0.name NOT_ALLOWED"],
  ["a name twice", [{ name: "Eve" }, { name: "Eve" }], "people.1.name DUPLICATE"],
  ["a member of another group", [{ name: "Eve", memberId: "zoe" }], "people.0.memberId UNKNOWN_MEMBER"],
  ["somebody who is two people", [{ name: "Eve", memberId: "ben" }], "people.0.memberId DUPLICATE"],
  [
    "two viewers",
    [
      { name: "Eve", viewer: true },
      { name: "Ben", viewer: true },
    ],
    "people.1.memberId DUPLICATE",
  ],
  [
    "somebody else's member as the viewer",
    [{ name: "Ben", memberId: "ben", viewer: true }],
    "people.0.memberId NOT_ALLOWED",
  ],
])("refuses %s", (_, choices, problem) => {
  expect(problemsOf(choices)).toEqual([problem]);
});
