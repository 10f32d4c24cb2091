import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { type Hop, runningSums, type Substitution, substitutions, transferParts } from "./explain.js";
import { newId } from "./ids.js";
import type { Net, TransferPlan } from "./settle.js";
import { settlementPlan } from "./settle-exact.js";

const runs = () => cases(10_000);
const ids = Array.from({ length: 12 }, () => newId("mem")).sort();

/** At most one debt between each two of up to twelve people, many of them in circles. */
const debts = fc
  .record({ people: fc.integer({ min: 2, max: 12 }), picks: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }) })
  .map(({ people, picks }): TransferPlan[] => {
    const byPair = new Map<string, TransferPlan>();
    for (const pick of picks) {
      const [from, to] = [pick % people, Math.floor(pick / people) % people];
      const minor = 1n + BigInt(Math.floor(pick / (people * people)) % 30);
      const pair = [from, to].sort((a, b) => a - b).join();
      if (from !== to) byPair.set(pair, { fromId: ids[from]!, toId: ids[to]!, minor });
    }
    return [...byPair.values()];
  });

function netsOf(transfers: readonly TransferPlan[]): Map<string, bigint> {
  const nets = new Map<string, bigint>();
  for (const { fromId, toId, minor } of transfers) {
    nets.set(fromId, (nets.get(fromId) ?? 0n) - minor);
    nets.set(toId, (nets.get(toId) ?? 0n) + minor);
  }
  return nets;
}

function planOf(owed: readonly TransferPlan[]): TransferPlan[] {
  const nets: Net[] = [...netsOf(owed)].map(([memberId, minor]) => ({ memberId, minor }));
  return [...settlementPlan(nets).transfers];
}

/** What one owes the other, "smaller greater" → minor units, without zeros. */
function byPair(transfers: readonly TransferPlan[]): Record<string, bigint> {
  const pairs: Record<string, bigint> = {};
  for (const { fromId, toId, minor } of transfers) {
    const [key, sign] = fromId < toId ? [`${fromId} ${toId}`, 1n] : [`${toId} ${fromId}`, -1n];
    pairs[key] = (pairs[key] ?? 0n) + sign * minor;
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, minor]) => minor !== 0n));
}

function applied(owed: readonly TransferPlan[], steps: readonly Substitution[]): TransferPlan[] {
  const along = (hops: readonly Hop[], minor: bigint) => hops.map((hop) => ({ ...hop, minor }));
  return [...owed, ...steps.flatMap(({ now, instead, minor }) => [...along(now, minor), ...along(instead, -minor)])];
}

/** What is wrong with the explanation of a plan; null where all of it adds up. Asserting each number would take minutes. */
function problemOf(owed: readonly TransferPlan[], plan: readonly TransferPlan[]): string | null {
  const steps = substitutions(owed, plan);
  const [reached, wanted] = [byPair(applied(owed, steps)), byPair(plan)];
  for (const pair of Object.keys({ ...reached, ...wanted })) {
    if (reached[pair] !== wanted[pair]) return `${pair} comes to ${reached[pair]}, and should to ${wanted[pair]}`;
  }
  for (const transfer of plan) {
    const { direct, substitutions: parts, rest } = transferParts(transfer, owed, steps);
    if (rest !== 0n) return `${rest} is left unexplained`;
    if (parts.reduce((total, { minor }) => total + minor, direct) !== transfer.minor) return "the parts do not add up";
    const foreign = parts.find(
      ({ substitution, minor }) => minor !== substitution.minor && -minor !== substitution.minor,
    );
    if (foreign) return "a part is not its whole step";
  }
  return steps.every(isNeutral) ? null : "a step moves a balance";
}

/** Whoever is in a step owes and is owed as much after it as before, but for what stays open. */
function isNeutral({ minor, instead, now, open }: Substitution): boolean {
  const moved = netsOf([
    ...now.map((hop) => ({ ...hop, minor })),
    ...instead.map((hop) => ({ ...hop, minor: -minor })),
    ...(open ? [{ ...open, minor }] : []),
  ]);
  return minor > 0n && [...moved.values()].every((each) => each === 0n);
}

describe("from debts to transfers", () => {
  test("all steps together turn the debts into the plan, and the parts of each transfer sum to it", () => {
    fc.assert(
      fc.property(debts, (owed) => expect(problemOf(owed, planOf(owed))).toBeNull()),
      runs(),
    );
  });

  test("also what remains of a plan after some of it was paid, wholly or partly", () => {
    fc.assert(
      fc.property(debts, fc.nat(), fc.nat(), (owed, which, part) => {
        const plan = planOf(owed);
        fc.pre(plan.length > 0);
        const asked = plan[which % plan.length]!;
        const paid = 1n + (BigInt(part) % asked.minor);
        const left = plan
          .map((each) => (each === asked ? { ...each, minor: each.minor - paid } : each))
          .filter(({ minor }) => minor > 0n);
        expect(problemOf([...owed, { fromId: asked.toId, toId: asked.fromId, minor: paid }], left)).toBeNull();
      }),
      runs(),
    );
  });

  test("also a plan that leaves something open", () => {
    fc.assert(
      fc.property(debts, fc.nat(), (owed, which) => {
        const plan = planOf(owed).filter((_, index) => (which >> index) % 2 === 0);
        expect(problemOf(owed, plan)).toBeNull();
      }),
      runs(),
    );
  });

  test("the order in which debts and transfers come changes nothing", () => {
    fc.assert(
      fc.property(debts, (owed) => {
        const plan = planOf(owed);
        expect(substitutions([...owed].reverse(), [...plan].reverse())).toEqual(substitutions(owed, plan));
      }),
      cases(10_000),
    );
  });

  test("a payment through somebody else is one step, told in the order of the payments", () => {
    const [ana, ben, eve] = ids as [string, string, string];
    const owed = [
      { fromId: ana, toId: eve, minor: 5n },
      { fromId: eve, toId: ben, minor: 5n },
    ];
    const steps = substitutions(owed, [{ fromId: ana, toId: ben, minor: 5n }]);
    expect(steps).toEqual([
      {
        minor: 5n,
        instead: [
          { fromId: ana, toId: eve },
          { fromId: eve, toId: ben },
        ],
        now: [{ fromId: ana, toId: ben }],
        open: null,
      },
    ]);
  });

  test("debts in a circle cancel out, and a plan that is the debts needs no step", () => {
    const [ana, ben, eve] = ids as [string, string, string];
    const owed = [
      { fromId: ana, toId: ben, minor: 9n },
      { fromId: ben, toId: eve, minor: 4n },
      { fromId: eve, toId: ana, minor: 4n },
    ];
    const plan = [{ fromId: ana, toId: ben, minor: 5n }];
    const steps = substitutions(owed, plan);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ minor: 4n, now: [], open: null });
    expect(transferParts(plan[0]!, owed, steps)).toMatchObject({ direct: 9n, rest: 0n });
    expect(substitutions(owed, owed)).toEqual([]);
  });

  test("a hundred and twenty people who all owe each other are explained in bounded steps, to the last unit", () => {
    const many = Array.from({ length: 120 }, (_, index) => `mem_${String(index).padStart(3, "0")}`);
    const owed = many.flatMap((fromId, index) =>
      many
        .slice(index + 1)
        .map((toId, other) => ({ fromId, toId, minor: BigInt(1 + ((index * 7 + other * 13) % 50)) })),
    );
    const plan = planOf(owed);
    const steps = substitutions(owed, plan);
    for (const transfer of plan) {
      const { direct, substitutions: parts, rest } = transferParts(transfer, owed, steps);
      expect(parts.reduce((total, { minor }) => total + minor, direct + rest)).toBe(transfer.minor);
    }
  });
});

test("running sums", () => {
  expect(runningSums([5n, -2n, 0n, 4n])).toEqual([5n, 3n, 3n, 7n]);
  expect(runningSums([])).toEqual([]);
});
