import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Answer, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput } from "../../test/seed.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

test("rows go by members, then currencies; pairwise debts are matched in the order of ids, and listed like the rows", async () => {
  const ana = await api.person("Ana");
  const alone = await api.group([ana]);
  // The order of joining is Ana, Zed, Yan, Xav; the order of ids is Xav, Yan, Ana, Zed.
  const [yan, xav] = [newId("mem", Date.now() - 1000), newId("mem", Date.now() - 2000)];
  const zed = newId("mem", Date.now() + 1000);
  for (const [name, id] of Object.entries({ Zed: zed, Yan: yan, Xav: xav })) {
    await ana.mutate("memberAdd", { groupId: alone.id, name, id });
  }
  const group: TestGroup = { ...alone, memberIds: [alone.memberIds[0]!, zed, yan, xav] };
  const exact = (values: Record<string, string>) => ({
    mode: "EXACT",
    parts: Object.entries(values).map(([memberId, value]) => ({ memberId, value })),
  });
  const [anaId] = group.memberIds as [string];
  await ana.mutate(
    "expenseCreate",
    expenseInput(group, {
      total: { amount: "40", currency: "USD" },
      payers: [
        { memberId: zed, amount: "20" },
        { memberId: anaId, amount: "20" },
      ],
      split: exact({ [yan]: "30", [xav]: "10" }),
    }),
  );
  await ana.mutate(
    "expenseCreate",
    expenseInput(group, { total: { amount: "10", currency: "AUD" }, split: exact({ [zed]: "10" }) }),
  );
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false });
  const data = await ana.ask(
    `query ($id: ID!) { group(id: $id) { balances { member { name } net { amount currency } }
      suggestedTransfers { from { name } to { name } amount { amount currency } }
      dollars: suggestedTransfers(currency: "USD") { from { name } }
      euro: suggestedTransfers(currency: "EUR") { from { name } } } }`,
    { id: group.id },
  );
  expect(data.group.balances.map(({ member, net }: Answer) => `${member.name} ${net.amount} ${net.currency}`)).toEqual([
    "Ana 10.00 AUD",
    "Ana 20.00 USD",
    "Zed -10.00 AUD",
    "Zed 20.00 USD",
    "Yan -30.00 USD",
    "Xav -10.00 USD",
  ]);
  const transfers = data.group.suggestedTransfers.map(
    ({ from, to, amount }: Answer) => `${from.name} ${to.name} ${amount.amount} ${amount.currency}`,
  );
  expect(transfers).toEqual(["Zed Ana 10.00 AUD", "Yan Ana 10.00 USD", "Yan Zed 20.00 USD", "Xav Ana 10.00 USD"]);
  expect(data.group.dollars).toHaveLength(3);
  expect(data.group.euro).toEqual([]);
});
