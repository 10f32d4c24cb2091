import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { sum } from "./allocate.js";
import { newId } from "./ids.js";
import type { Net } from "./settle.js";
import { settlementPlan } from "./settle-exact.js";
import { openAfter, settleWithin } from "./settle-options.js";

const runs = () => cases(10_000);
const ids = Array.from({ length: 10 }, () => newId("mem")).sort();

const balances = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 8 }).map((minors): Net[] =>
  [...minors, -minors.reduce((a, b) => a + b, 0)].map((minor, index) => ({
    memberId: ids[index]!,
    minor: BigInt(minor),
  })),
);
const member = fc.nat({ max: ids.length - 1 }).map((index) => ids[index]!);
const partners = fc
  .uniqueArray(fc.tuple(member, fc.uniqueArray(member, { minLength: 1, maxLength: 3 })), {
    maxLength: 6,
    selector: ([id]) => id,
  })
  .map((rules) => new Map(rules.map(([id, others]) => [id, new Set(others)] as const)));

function open(nets: readonly Net[]): bigint {
  return sum(nets.map(({ minor }) => (minor < 0n ? -minor : minor)));
}

describe("through one member", () => {
  test("everybody deals with that member alone, and nothing stays open", () => {
    fc.assert(
      fc.property(balances, member, (nets, throughId) => {
        const { transfers, method, lowerBound } = settleWithin(nets, { throughId });
        const strangers = transfers.filter(({ fromId, toId }) => fromId !== throughId && toId !== throughId);
        const others = nets.filter(({ memberId, minor }) => memberId !== throughId && minor !== 0n);
        expect([strangers.length, openAfter(nets, transfers).length]).toEqual([0, 0]);
        expect([method, lowerBound, transfers.length]).toEqual(["EXACT", others.length, others.length]);
      }),
      runs(),
    );
  });
});

describe("with partners", () => {
  test("nobody deals with anybody else, and only what cannot be reached stays open", () => {
    fc.assert(
      fc.property(balances, partners, (nets, rules) => {
        const { transfers, lowerBound } = settleWithin(nets, { partners: rules });
        const may = (a: string, b: string) => (rules.get(a)?.has(b) ?? true) && (rules.get(b)?.has(a) ?? true);
        expect(transfers.filter(({ fromId, toId, minor }) => !may(fromId, toId) || minor <= 0n)).toEqual([]);
        expect(transfers.length).toBeGreaterThanOrEqual(lowerBound);
        expect(new Set(transfers.map(({ fromId, toId }) => [fromId, toId].sort().join())).size).toBe(transfers.length);
        const left = openAfter(nets, transfers);
        expect(open(left)).toBe(unreachable(nets, may));
      }),
      runs(),
    );
  });

  test("where every bound member has a partner who deals with all, nothing stays open", () => {
    fc.assert(
      fc.property(balances, fc.uniqueArray(member, { maxLength: 4 }), member, (nets, bound, hub) => {
        const rules = new Map(bound.filter((id) => id !== hub).map((id) => [id, new Set([hub])] as const));
        const { transfers } = settleWithin(nets, { partners: rules });
        expect(openAfter(nets, transfers)).toEqual([]);
        expect(transfers.length).toBeLessThanOrEqual(nets.length);
      }),
      runs(),
    );
  });

  test("what nobody minds is the plan with the fewest transfers", () => {
    const [ana, ben, eve] = ids as [string, string, string];
    const nets = [
      { memberId: ana, minor: -5n },
      { memberId: ben, minor: 5n },
      { memberId: eve, minor: 0n },
    ];
    const rules = new Map([[ana, new Set([ben])]]);
    expect(settleWithin(nets, { partners: rules })).toEqual(settlementPlan(nets));
    const aside = settleWithin(nets, { partners: new Map([[ana, new Set([eve])]]) });
    expect(aside.transfers).toEqual([
      { fromId: ana, toId: eve, minor: 5n },
      { fromId: eve, toId: ben, minor: 5n },
    ]);
  });
});

/** What no way of dealing can settle: in each set of people who can reach each other, what their balances come to. */
function unreachable(nets: readonly Net[], may: (a: string, b: string) => boolean): bigint {
  const free = new Set(ids);
  let total = 0n;
  for (const start of ids) {
    if (!free.delete(start)) continue;
    const component = [start];
    for (const id of component) {
      for (const other of [...free].filter((each) => may(id, each))) {
        free.delete(other);
        component.push(other);
      }
    }
    const over = sum(nets.filter(({ memberId }) => component.includes(memberId)).map(({ minor }) => minor));
    total += over < 0n ? -over : over;
  }
  return total;
}

test("no transfer is smaller than the smallest, and what is left out is what stays open", () => {
  fc.assert(
    fc.property(balances, fc.bigInt({ min: 0n, max: 20n }), (nets, smallest) => {
      const all = settlementPlan(nets).transfers;
      const { transfers } = settleWithin(nets, { smallest });
      const omitted = all.filter(({ minor }) => minor < smallest);
      expect(transfers).toEqual(all.filter(({ minor }) => minor >= smallest));
      expect(openAfter(openAfter(nets, transfers), omitted)).toEqual([]);
    }),
    runs(),
  );
});

test("without options it is the plan with the fewest transfers", () => {
  fc.assert(
    fc.property(balances, (nets) => expect(settleWithin(nets, {})).toEqual(settlementPlan(nets))),
    cases(10_000),
  );
});
