import { expect, test } from "@jest/globals";
import { fingerprints } from "./fingerprint.js";
import { atOnce } from "./pieces.js";
import { recogniseByRows } from "./recognise.js";
import { parseSplitwise, type SplitwiseFile } from "./splitwise.js";

function fileOf(people: string, ...lines: string[]): SplitwiseFile {
  const file = parseSplitwise([`Date,Description,Category,Cost,Currency,${people}`, ...lines].join("\n"));
  if ("reason" in file) throw new Error(file.reason);
  return file;
}

const rows = ["2026-01-31,Tea,General,2.00,EUR,1.00,-1.00,0.00", "2026-02-01,Milk,General,3.00,EUR,2.00,-1.00,-1.00"];
const known = new Set(atOnce(fingerprints(fileOf("Ana,Ben,Eve", ...rows).rows, ["a", "b", "e"])));
const knownOf = async (prints: readonly string[]) => new Set(prints.filter((print) => known.has(print)));

test("somebody who was renamed is recognised by the rows that the group has", async () => {
  const file = fileOf("Ana,Benjamin,Eve", ...rows);
  expect(await recogniseByRows(file, ["a", null, "e"], ["z", "b"], knownOf)).toEqual(["a", "b", "e"]);
});

test("two who were renamed are recognised one after the other", async () => {
  const file = fileOf("Ana,Benjamin,Evelyn", ...rows);
  expect(await recogniseByRows(file, ["a", null, null], ["e", "b"], knownOf)).toEqual(["a", "b", "e"]);
});

test("a newcomer stays one", async () => {
  const file = fileOf("Ana,Ben,Zoe", "2026-03-01,Cake,General,2.00,EUR,1.00,0.00,-1.00");
  expect(await recogniseByRows(file, ["a", "b", null], ["e"], knownOf)).toEqual(["a", "b", null]);
});
