import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { html } from "./html.js";
import { MORE, PERSONS, reckon, sharesOf, TRIP, type TripExpense } from "./trip.js";

const FOLDER = "web/landing";
const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${FOLDER}/${language}.json`, "utf8"));
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort((a, b) => a.localeCompare(b));

const expense = (part: Partial<TripExpense>): TripExpense => ({ ...TRIP[0]!, among: PERSONS, paidBy: "ana", ...part });

test("a trip comes to balances that sum to zero, and payments that settle them", () => {
  const { nets, transfers, odd, unshared } = reckon(TRIP);
  expect(nets.map(({ minor }) => minor)).toEqual([179_83n, -110_56n, -69_27n]);
  expect(transfers).toEqual([
    { fromId: "ben", toId: "ana", minor: 110_56n },
    { fromId: "cleo", toId: "ana", minor: 69_27n },
  ]);
  expect(odd).toEqual([{ title: "dinner", persons: ["ana", "cleo"] }]);
  expect(unshared).toEqual([]);
});

test("odd cents go to as many as there are, and every share adds up", () => {
  for (const each of [...TRIP, ...MORE, expense({ minor: 1n }), expense({ minor: 0n })]) {
    const shares = sharesOf(each);
    expect(shares.reduce((total, { minor }) => total + minor, 0n)).toBe(each.minor);
  }
  expect(reckon([expense({ minor: 2n })]).odd[0]!.persons).toHaveLength(2);
});

test("what nobody shares counts for nobody", () => {
  const { nets, transfers, unshared } = reckon([expense({ among: [] })]);
  expect(nets.map(({ minor }) => minor)).toEqual([0n, 0n, 0n]);
  expect({ transfers, unshared }).toEqual({ transfers: [], unshared: ["flat"] });
});

test("both languages say everything, and nothing that is not shown", () => {
  const [en, de] = [read("en"), read("de")];
  expect(Object.keys(de)).toEqual(Object.keys(en));
  for (const key of Object.keys(en)) expect([key, placeholders(de[key]!)]).toEqual([key, placeholders(en[key]!)]);
  const code = readdirSync(FOLDER)
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => readFileSync(`${FOLDER}/${name}`, "utf8"))
    .join("\n");
  expect(Object.keys(en).filter((key) => !new RegExp(`words\\.${key}\\b|"${key}"`).test(code))).toEqual([]);
});

test("a text stays a text", () => {
  const text = `<b title="a & b">`;
  expect(html`<p title="${text}">${text}${[html`<i>${1}</i>`]}${false}</p>`.text).toBe(
    '<p title="&lt;b title=&quot;a &amp; b&quot;&gt;">&lt;b title=&quot;a &amp; b&quot;&gt;<i>1</i></p>',
  );
});
