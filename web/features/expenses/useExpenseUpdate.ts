import { useMutation } from "@apollo/client/react";
import type { ExpenseUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";
import { type CurrentExpense, staleExpense } from "./stale.js";

const ExpenseUpdate = graphql(`
  mutation ExpenseUpdate($input: ExpenseUpdateInput!) {
    expenseUpdate(input: $input) {
      __typename
      ... on ExpenseUpdatePayload {
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
        reason
        current {
          ... on Expense {
            id
            version
            title
            notes
            incurredOn
            deletedAt
            total {
              amount
              currency
            }
            conversion {
              from {
                amount
                currency
              }
              rate {
                from
                to
                rate
                asOf
                source
                path
              }
            }
            category {
              id
              name
            }
            payers {
              member {
                id
                name
              }
              amount {
                amount
                currency
              }
            }
            shares {
              member {
                id
                name
              }
              amount {
                amount
                currency
              }
            }
            split {
              mode
              parts {
                member {
                  id
                  name
                }
                value
              }
              items {
                name
                amount {
                  amount
                }
                kind
                claims {
                  member {
                    id
                  }
                  weight
                }
              }
            }
          }
        }
      }
    }
  }
`);

/** Changes an expense, unless somebody else was faster: then it says what it is now. */
export function useExpenseUpdate() {
  const [run] = useMutation(ExpenseUpdate);
  const attempt = useAttempt();
  return async (
    input: Omit<ExpenseUpdateInput, "requestId">,
  ): Promise<Outcome<{ id: string; version: number }, CurrentExpense>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.expenseUpdate;
    switch (result.__typename) {
      case "ExpenseUpdatePayload":
        refreshOpenPage();
        return done(result.expense);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
      case "ForbiddenError":
        return refused(result);
      case "ConflictError":
        return staleExpense(result);
      default:
        return unexpected(result);
    }
  };
}
