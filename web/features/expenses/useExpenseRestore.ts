import { useMutation } from "@apollo/client/react";
import type { ExpenseRestoreInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const ExpenseRestore = graphql(`
  mutation ExpenseRestore($input: ExpenseRestoreInput!) {
    expenseRestore(input: $input) {
      __typename
      ... on ExpenseRestorePayload {
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
          deletedAt
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

/** Brings a deleted expense back. */
export function useExpenseRestore() {
  const [run] = useMutation(ExpenseRestore);
  const attempt = useAttempt();
  return async (input: Omit<ExpenseRestoreInput, "requestId">): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.expenseRestore;
    switch (result.__typename) {
      case "ExpenseRestorePayload":
        refreshOpenPage();
        return done(result.expense);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
