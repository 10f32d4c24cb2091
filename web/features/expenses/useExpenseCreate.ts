import { useMutation } from "@apollo/client/react";
import type { ExpenseCreateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const ExpenseCreate = graphql(`
  mutation ExpenseCreate($input: ExpenseCreateInput!) {
    expenseCreate(input: $input) {
      __typename
      ... on ExpenseCreatePayload {
        expense {
          id
          version
          group {
            id
            lastEventSeq
            viewerBalances {
              net {
                amount
                currency
              }
            }
            balances {
              member {
                id
              }
              net {
                amount
                currency
              }
            }
            suggestedTransfers {
              from {
                id
              }
              to {
                id
              }
              amount {
                amount
                currency
              }
            }
          }
        }
      }
      ... on InvalidInputError {
        message
        fields {
          path
          code
          message
        }
      }
      ... on NotFoundError {
        message
      }
      ... on ForbiddenError {
        message
      }
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Adds an expense. Sent twice under one id it is one expense. */
export function useExpenseCreate() {
  const [run] = useMutation(ExpenseCreate);
  return async (input: ExpenseCreateInput): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.expenseCreate;
    switch (result.__typename) {
      case "ExpenseCreatePayload":
        refreshOpenPage();
        return done(result.expense);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
