export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Hop {
  readonly from: Person;
  readonly to: Person;
}

/** People in a row, each of whom pays the next. */
export type HopChain = readonly [Person, ...Person[]];

/** Payments that lead on from one to the next, as one row of people each. */
export function chainsOf(hops: readonly Hop[]): readonly HopChain[] {
  const chains: [Person, ...Person[]][] = [];
  for (const { from, to } of hops) {
    const last = chains.at(-1);
    if (last?.at(-1)?.id === from.id) last.push(to);
    else chains.push([from, to]);
  }
  return chains;
}
