import { expect, test } from "@jest/globals";
import { claimKey, withClaims, withoutThoseWhoLeft } from "./claims-shown.js";
import type { Line } from "./receipt-parts.js";

const ANA = { id: "mem_a", name: "Ana" };
const BEN = { id: "mem_b", name: "Ben" };
const lines = [
  { id: "rln_1", name: "Beer", claims: [{ member: ANA, weight: "1" }] },
  { id: "rln_2", name: "Soup", claims: [] },
] as unknown as readonly Line[];
const said = (lineId: string, memberId: string, weight: string) =>
  new Map([[claimKey(lineId, memberId), { lineId, memberId, weight }]]);
const shown = (...args: Parameters<typeof said>) =>
  withClaims(lines, said(...args), [ANA, BEN]).map(({ claims }) =>
    claims.map(({ member, weight }) => `${member.name} ${weight}`),
  );

test("what was said is shown before it has arrived, and nothing else changes", () => {
  expect(shown("rln_1", "mem_b", "2")).toEqual([["Ana 1", "Ben 2"], []]);
  expect(shown("rln_1", "mem_a", "0")).toEqual([[], []]);
  expect(shown("rln_2", "mem_a", "1")).toEqual([["Ana 1"], ["Ana 1"]]);
  expect(withClaims(lines, new Map(), [])).toBe(lines);
});

test("who has left had nothing that anybody can be asked for", () => {
  const claims = (here: readonly { id: string; name: string }[]) =>
    withoutThoseWhoLeft(lines, here).map((line) => line.claims.map(({ member }) => member.name));
  expect(claims([ANA, BEN])).toEqual([["Ana"], []]);
  expect(claims([BEN])).toEqual([[], []]);
});
