import { useMutation } from "@apollo/client/react";
import type { ExpenseDeleteInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const ExpenseDelete = graphql(`
  mutation ExpenseDelete($input: ExpenseDeleteInput!) {
    expenseDelete(input: $input) {
      __typename
      ... on ExpenseDeletePayload {
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

/** Takes an expense out of the balances; it stays in the history, and can be restored. */
export function useExpenseDelete() {
  const [run] = useMutation(ExpenseDelete);
  const attempt = useAttempt();
  return async (input: Omit<ExpenseDeleteInput, "requestId">): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.expenseDelete;
    switch (result.__typename) {
      case "ExpenseDeletePayload":
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
