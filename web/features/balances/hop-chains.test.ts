import { expect, test } from "@jest/globals";
import { chainsOf } from "./hop-chains.js";

const person = (name: string) => ({ id: name, name });
const hop = (from: string, to: string) => ({ from: person(from), to: person(to) });
const names = (hops: ReturnType<typeof hop>[]) =>
  chainsOf(hops).map((chain) => chain.map(({ name }) => name).join(" "));

test("payments that lead on are one row of people, others a row each", () => {
  expect(names([hop("Ana", "Ben"), hop("Ben", "Eve")])).toEqual(["Ana Ben Eve"]);
  expect(names([hop("Ana", "Ben"), hop("Eve", "Ben"), hop("Ben", "Dora")])).toEqual(["Ana Ben", "Eve Ben Dora"]);
  expect(names([])).toEqual([]);
});
