import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";
import { staleExpense } from "./stale.js";

/** Adds an expense. Sent twice under one id it is one expense. */
export const useExpenseCreate = write(
  graphql(`
    mutation ExpenseCreate($input: ExpenseCreateInput!) {
      expenseCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseCreatePayload { expense { id version group { id lastEventSeq } } }
      }
    }
  `),
  ({ expense }) => expense,
  { requestId: false },
);

/** What a form of an expense starts from. */
export const ExpenseBase = graphql(`
  fragment ExpenseBase on Expense {
    id
    version
    title
    notes
    incurredOn
    total { amount currency }
    conversion {
      from { amount currency }
      rate { ...RateLine_rate @unmask }
    }
    payers {
      member { id }
      amount { amount currency }
    }
    split {
      mode
      parts {
        member { id }
        value
      }
      items {
        name
        amount { amount }
        kind
        claims {
          member { id }
          weight
        }
      }
    }
  }
`);

/** Changes an expense, unless somebody else was faster: then it says what it is now. */
export const useExpenseUpdate = write(
  graphql(`
    mutation ExpenseUpdate($input: ExpenseUpdateInput!) {
      expenseUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseUpdatePayload { expense { id version group { id lastEventSeq } } }
        ... on ConflictError {
          reason
          current {
            __typename
            ... on Expense {
              ...ExpenseBase @unmask
              deletedAt
              category { id name }
              payers { member { id name } }
              shares {
                member { id name }
                amount { amount currency }
              }
              split { parts { member { id name } } }
            }
          }
        }
      }
    }
  `),
  ({ expense }) => expense,
  { refusal: (refusal) => (refusal.__typename === "ConflictError" ? staleExpense(refusal) : null) },
);

/** What an expense is after it was deleted or restored. */
export const ExpenseState = graphql(`
  fragment ExpenseState on Expense {
    id
    version
    deletedAt
    viewerCan { edit delete restore }
    group { id lastEventSeq }
  }
`);

/** Takes an expense out of the balances; it stays in the history, and can be restored. */
export const useExpenseDelete = write(
  graphql(`
    mutation ExpenseDelete($input: ExpenseDeleteInput!) {
      expenseDelete(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseDeletePayload { expense { ...ExpenseState @unmask } }
      }
    }
  `),
  ({ expense }) => expense,
);

/** Brings a deleted expense back. */
export const useExpenseRestore = write(
  graphql(`
    mutation ExpenseRestore($input: ExpenseRestoreInput!) {
      expenseRestore(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseRestorePayload { expense { ...ExpenseState @unmask } }
      }
    }
  `),
  ({ expense }) => expense,
);

/** Sets a default split; with `dryRun` it only says which expenses would be split anew. */
export const useDefaultSplitSet = write(
  graphql(`
    mutation DefaultSplitSet($input: DefaultSplitSetInput!) {
      defaultSplitSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on DefaultSplitSetPayload {
          group { id lastEventSeq }
          resplit { id title incurredOn total { amount currency } }
        }
      }
    }
  `),
  ({ resplit }): readonly Resplit[] => resplit,
);

/** An expense that is, or would be, split anew. */
export interface Resplit {
  readonly id: string;
  readonly title: string;
  readonly incurredOn: string;
  readonly total: { readonly amount: string; readonly currency: string };
}
