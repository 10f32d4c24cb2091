import { expect, test } from "@jest/globals";
import { fingerprints as fingerprintsOf } from "./fingerprint.js";
import { atOnce } from "./pieces.js";
import { parseSplitwise, type SplitwiseRow } from "./splitwise.js";

const fingerprints = (...given: Parameters<typeof fingerprintsOf>) => atOnce(fingerprintsOf(...given));

function rowsOf(people: string, ...lines: string[]): readonly SplitwiseRow[] {
  const file = parseSplitwise([`Date,Description,Category,Cost,Currency,${people}`, ...lines].join("\n"));
  if ("reason" in file) throw new Error(file.reason);
  return file.rows;
}

const TEA = "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00";

test("identical rows differ by their count, and a longer file has only one more", () => {
  const two = fingerprints(rowsOf("Ana,Ben", TEA, TEA), ["a", "b"]);
  const three = fingerprints(rowsOf("Ana,Ben", TEA, TEA, TEA), ["a", "b"]);

  expect(new Set(three).size).toBe(3);
  expect(three.slice(0, 2)).toEqual(two);
});

test("another order of columns, renamed people, an uninvolved newcomer and another language change nothing", () => {
  const before = fingerprints(rowsOf("Ana,Ben", TEA), ["a", "b"]);
  const after = fingerprints(rowsOf("Eve,Benny,Anna", "2026-01-31,Tea,Allgemein,2.00,EUR,0.00,-1.00,1.00"), [
    "e",
    "b",
    "a",
  ]);

  expect(after).toEqual(before);
});

test("what Splitwise writes about a payment is not its identity", () => {
  const [jane] = fingerprints(rowsOf("Ana,Ben", "2026-01-31,Ana B. paid Ben C.,Payment,1.00,EUR,1.00,-1.00"), [
    "a",
    "b",
  ]);
  const [anna] = fingerprints(rowsOf("Ana,Ben", "2026-01-31,Anna zahlte Ben,Zahlung,1.00,EUR,1.00,-1.00"), ["a", "b"]);

  expect(anna).toBe(jane);
});

test.each([
  ["another day", "2026-02-01,Tea,General,2.00,EUR,1.00,-1.00"],
  ["another description", "2026-01-31,Milk,General,2.00,EUR,1.00,-1.00"],
  ["another cost", "2026-01-31,Tea,General,3.00,EUR,1.00,-1.00"],
  ["no cost", "2026-01-31,Tea,General,,EUR,1.00,-1.00"],
  ["another currency", "2026-01-31,Tea,General,2.00,USD,1.00,-1.00"],
  ["the other way round", "2026-01-31,Tea,General,2.00,EUR,-1.00,1.00"],
  ["a payment", "2026-01-31,Tea,Payment,2.00,EUR,1.00,-1.00"],
])("%s is another row", (_, line) => {
  expect(fingerprints(rowsOf("Ana,Ben", line), ["a", "b"])).not.toEqual(
    fingerprints(rowsOf("Ana,Ben", TEA), ["a", "b"]),
  );
});
