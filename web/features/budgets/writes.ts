import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Makes a budget. */
export const useBudgetCreate = write(
  graphql(`
    mutation BudgetCreate($input: BudgetCreateInput!) {
      budgetCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on BudgetCreatePayload { budget { id version group { id lastEventSeq } } }
      }
    }
  `),
  ({ budget }) => budget,
  { requestId: false },
);

/** Changes a budget. */
export const useBudgetUpdate = write(
  graphql(`
    mutation BudgetUpdate($input: BudgetUpdateInput!) {
      budgetUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on BudgetUpdatePayload { budget { id version group { id lastEventSeq } } }
      }
    }
  `),
  ({ budget }) => budget,
);

/** Takes a budget away; what was spent stays. */
export const useBudgetDelete = write(
  graphql(`
    mutation BudgetDelete($input: BudgetDeleteInput!) {
      budgetDelete(input: $input) {
        __typename
        ...Refused @unmask
        ... on BudgetDeletePayload { budget { id version group { id lastEventSeq } } }
      }
    }
  `),
  ({ budget }) => budget,
);

/** Brings a deleted budget back. */
export const useBudgetRestore = write(
  graphql(`
    mutation BudgetRestore($input: BudgetRestoreInput!) {
      budgetRestore(input: $input) {
        __typename
        ...Refused @unmask
        ... on BudgetRestorePayload { budget { id version group { id lastEventSeq } } }
      }
    }
  `),
  ({ budget }) => budget.id,
);
