import { useMutation } from "@apollo/client/react";
import type { ExpenseUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";

const ExpenseTry = graphql(`
  mutation ExpenseTry($input: ExpenseUpdateInput!) {
    expenseUpdate(input: $input) {
      __typename
      ... on ExpenseUpdatePayload {
        effect {
          balances {
            member {
              id
            }
            net {
              amount
              currency
            }
          }
        }
      }
    }
  }
`);

/** The balances as a change of an expense would leave them; null where it would be refused. */
export function useExpenseTry() {
  // What was only tried must not look as if it had happened.
  const [run] = useMutation(ExpenseTry, { fetchPolicy: "no-cache" });
  return async (input: Omit<ExpenseUpdateInput, "dryRun" | "requestId">) => {
    const { data } = await run({ variables: { input: { ...input, dryRun: true } } });
    const result = data?.expenseUpdate;
    return result?.__typename === "ExpenseUpdatePayload" ? result.effect.balances : null;
  };
}
