import { newId } from "../kernel/ids.js";
import { greedyTransfers, type Net, type TransferPlan } from "../kernel/settle.js";
import { settlementPlan } from "../kernel/settle-exact.js";

/**
 * `npm run bench`: how long it takes to find transfers, ours beside the plainest ways to do the same, in one run on one
 * machine. Medians in milliseconds; compare them with each other, not with another machine's.
 */
const ROUNDS = 21;

function randomNets(count: number): Net[] {
  const minors = Array.from({ length: count - 1 }, () => BigInt(Math.floor((Math.random() - 0.5) * 200_000)));
  const all = [...minors, -minors.reduce((total, minor) => total + minor, 0n)];
  return all.map((minor) => ({ memberId: newId("mem"), minor }));
}

/** The greedy way as it is usually written: sorts everybody again before each transfer. */
function referenceGreedy(nets: readonly Net[]): TransferPlan[] {
  const left = nets.map((net) => ({ ...net }));
  const transfers: TransferPlan[] = [];
  for (;;) {
    left.sort((a, b) => (a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0));
    const [debtor, creditor] = [left[0]!, left.at(-1)!];
    if (debtor.minor === 0n) return transfers;
    const minor = -debtor.minor < creditor.minor ? -debtor.minor : creditor.minor;
    debtor.minor += minor;
    creditor.minor -= minor;
    transfers.push({ fromId: debtor.memberId, toId: creditor.memberId, minor });
  }
}

/** The optimum as it is usually written: tries every creditor for the next debtor, and keeps the shortest way. */
function bruteForce(minors: bigint[], from = 0): number {
  while (from < minors.length && minors[from] === 0n) from++;
  if (from === minors.length) return 0;
  let fewest = Infinity;
  for (let to = from + 1; to < minors.length; to++) {
    if (minors[from]! < 0n === minors[to]! < 0n) continue;
    const next = [...minors];
    next[to] = next[to]! + next[from]!;
    next[from] = 0n;
    fewest = Math.min(fewest, 1 + bruteForce(next, from + 1));
  }
  return fewest;
}

function median(run: (nets: Net[]) => unknown, count: number, rounds = ROUNDS): number {
  const times = Array.from({ length: rounds }, () => {
    const nets = randomNets(count);
    const begun = performance.now();
    run(nets);
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}

/** Three significant digits are more than a busy machine can promise. */
function show(what: string, milliseconds: number): void {
  process.stdout.write(`${what.padEnd(48)} ${milliseconds.toPrecision(3).padStart(9)} ms\n`);
}

median(settlementPlan, 18, 3);
show("the fewest transfers for 18 random balances", median(settlementPlan, 18));
show("the fewest transfers for 10 random balances", median(settlementPlan, 10));
show(
  "brute force for 10",
  median((nets) => bruteForce(nets.map((net) => net.minor)), 10, 5),
);
show("greedy for 10,000", median(greedyTransfers, 10_000));
show("greedy for 1,000", median(greedyTransfers, 1000));
show("reference greedy for 1,000", median(referenceGreedy, 1000, 5));
