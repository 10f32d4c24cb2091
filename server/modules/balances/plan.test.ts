import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { newId } from "../../kernel/ids.js";
import type { Net } from "../../kernel/settle.js";
import { settlementPlan } from "../../kernel/settle-exact.js";
import { cases } from "../../test/random.js";
import { type Payment, standingPlan } from "./plan.js";

const ids = Array.from({ length: 12 }, () => newId("mem")).sort();

const balances = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 9 }).map((minors): Net[] =>
  [...minors, -minors.reduce((a, b) => a + b, 0)].map((minor, index) => ({
    memberId: ids[index]!,
    minor: BigInt(minor),
  })),
);

test("after a suggestion is paid, wholly or partly, the others stay word for word", () => {
  fc.assert(
    fc.property(balances, fc.nat(), fc.nat(), (nets, which, part) => {
      const { transfers } = settlementPlan(nets);
      fc.pre(transfers.length > 0);
      const asked = transfers[which % transfers.length]!;
      const minor = 1n + (BigInt(part) % asked.minor);
      const after = standingPlan(nets, [{ ...asked, minor, reversal: false }]).transfers;
      const others = transfers.filter((transfer) => transfer !== asked);
      expect(after.filter(({ fromId, toId }) => fromId !== asked.fromId || toId !== asked.toId)).toEqual(others);
      const left = after.find(({ fromId, toId }) => fromId === asked.fromId && toId === asked.toId);
      expect(left?.minor ?? 0n).toBe(asked.minor - minor);
    }),
    cases(10_000),
  );
});

test("booking all suggestions in any order leaves zeros, and every remainder is still the shortest", () => {
  fc.assert(
    fc.property(balances, fc.infiniteStream(fc.nat()), (nets, choices) => {
      const payments: Payment[] = [];
      for (;;) {
        const { transfers, method } = standingPlan(nets, payments);
        expect(method).toBe("EXACT");
        if (transfers.length === 0) break;
        payments.push({ ...transfers[(choices.next().value as number) % transfers.length]!, reversal: false });
      }
      expect(payments).toHaveLength(settlementPlan(nets).transfers.length);
    }),
    cases(2000),
  );
});

test("a payment that nobody suggested makes a new plan, and so does one that is taken back", () => {
  const [a, b, c] = ids as [string, string, string];
  const nets = [
    { memberId: a, minor: -10n },
    { memberId: b, minor: 4n },
    { memberId: c, minor: 6n },
  ];
  const tooMuch = { fromId: a, toId: b, minor: 9n, reversal: false };
  expect(standingPlan(nets, [tooMuch]).transfers).toEqual([
    { fromId: b, toId: c, minor: 5n },
    { fromId: a, toId: c, minor: 1n },
  ]);
  const back = standingPlan(nets, [tooMuch, { ...tooMuch, reversal: true }]);
  expect(back).toEqual(settlementPlan(nets));
});
