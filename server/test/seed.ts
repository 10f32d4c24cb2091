import type { Answer, Person, TestApi, TestGroup } from "./api.js";

/** An expense of ten euro, paid by the first, shared equally by all. */
export function expenseInput<Change extends object>(group: TestGroup, change: Change = {} as Change) {
  return {
    groupId: group.id,
    title: "Dinner",
    total: { amount: "10.00", currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: group.memberIds[0]! }],
    split: { mode: "EQUAL", parts: group.memberIds.map((memberId) => ({ memberId })) },
    ...change,
  };
}

/** Ten euro from the second to the first. */
export function settlementInput<Change extends object>(group: TestGroup, change: Change = {} as Change) {
  return {
    groupId: group.id,
    fromMemberId: group.memberIds[1]!,
    toMemberId: group.memberIds[0]!,
    amount: { amount: "10.00", currency: "EUR" },
    settledOn: "2026-02-01",
    ...change,
  };
}

/** The balances of a group as "amount currency" by member id; whoever is at zero is not in it. */
export async function balancesOf(viewer: Person, group: TestGroup, asOf?: string): Promise<Record<string, string[]>> {
  const data = await viewer.ask(
    `query Balances($id: ID!, $asOf: LocalDate) {
      group(id: $id) { balances(asOf: $asOf) { member { id } net { amount currency } } } }`,
    { id: group.id, asOf },
  );
  const balances: Record<string, string[]> = {};
  for (const { member, net } of data.group.balances) {
    balances[member.id] ??= [];
    balances[member.id]!.push(`${net.amount} ${net.currency}`);
  }
  return balances;
}

/** How far a group's log has come, and whether its ledger is clean: nothing may be written by a refusal. */
export async function stateOf(viewer: Person, group: TestGroup): Promise<Answer> {
  const data = await viewer.ask(
    `query State($id: ID!) { group(id: $id) {
      lastEventSeq version ledgerHealth { ok violations { rule message } } balances { member { id } net { amount } } } }`,
    { id: group.id },
  );
  return data.group;
}

/** Ana (admin), Ben and Eve in one group, and Mallory, who is in none. */
export async function threeAndAStranger(api: TestApi, settings: object = {}) {
  const [ana, ben, eve, mallory] = await Promise.all(["Ana", "Ben", "Eve", "Mallory"].map((name) => api.person(name)));
  const group = await api.group([ana!, ben!, eve!], settings);
  return { ana: ana!, ben: ben!, eve: eve!, mallory: mallory!, group };
}

/** Whether everything that can be recomputed from the group's postings agrees. */
export async function healthOf(viewer: Person, group: TestGroup): Promise<Answer> {
  return (await stateOf(viewer, group)).ledgerHealth;
}
