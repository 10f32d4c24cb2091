import { gql, InMemoryCache } from "@apollo/client";
import { expect, test } from "@jest/globals";
import { byMember } from "./parts-of-expense.js";

const few = gql("{ expense { id shares { member { id } amount { amount } } } }");
const many = gql("{ expense { id shares { member { id } amount { amount } allocation { rule } } } }");
const share = (id: string, amount: string) => ({
  __typename: "ExpenseShare",
  member: { __typename: "Member", id },
  amount: { __typename: "Money", amount },
});
const because = { allocation: { __typename: "Allocation", rule: "LOT" } };

function cacheWith(shares: object[]): InMemoryCache {
  const cache = new InMemoryCache({ typePolicies: { Expense: { fields: { shares: byMember } } } });
  cache.writeQuery({ query: many, data: expense(shares.map((each) => ({ ...each, ...because }))) });
  return cache;
}

function expense(shares: object[]) {
  return { expense: { __typename: "Expense", id: "exp_1", shares } };
}

test("who asks for less of a share takes nothing from who has read more", () => {
  const cache = cacheWith([share("ana", "5.00"), share("ben", "7.00")]);
  cache.writeQuery({ query: few, data: expense([share("ben", "7.00"), share("ana", "5.00")]) });
  expect(cache.readQuery({ query: many })).toMatchObject({
    expense: {
      shares: [
        { member: { id: "ben" }, ...because },
        { member: { id: "ana" }, ...because },
      ],
    },
  });
});

test("what explains another amount explains this one no more, and who is gone is gone", () => {
  const cache = cacheWith([share("ana", "5.00"), share("ben", "7.00")]);
  cache.writeQuery({ query: few, data: expense([share("ana", "12.00")]) });
  expect(cache.readQuery({ query: many })).toBeNull();
  expect(cache.readQuery({ query: few })).toMatchObject({ expense: { shares: [{ amount: { amount: "12.00" } }] } });
});
