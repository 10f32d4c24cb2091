import { useApolloClient } from "@apollo/client/react";
import type { ExpenseDeleteInput, ExpenseRestoreInput, ExpenseUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { type Balance, type OpenAgain, openAgain } from "./owes-again.js";

const OpenBefore = graphql(`
  query OpenBefore($groupId: ID!) {
    group(id: $groupId) {
      id
      members {
        id
        name
        leftAt
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
    }
  }
`);

const ExpenseUpdateTry = graphql(`
  mutation ExpenseUpdateTry($input: ExpenseUpdateInput!) {
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

const ExpenseDeleteTry = graphql(`
  mutation ExpenseDeleteTry($input: ExpenseDeleteInput!) {
    expenseDelete(input: $input) {
      __typename
      ... on ExpenseDeletePayload {
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

const ExpenseRestoreTry = graphql(`
  mutation ExpenseRestoreTry($input: ExpenseRestoreInput!) {
    expenseRestore(input: $input) {
      __typename
      ... on ExpenseRestorePayload {
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

/** What is meant to be done to an expense; one of them. */
interface Meant {
  readonly update?: ExpenseUpdateInput;
  readonly remove?: ExpenseDeleteInput;
  readonly restore?: ExpenseRestoreInput;
}

/**
 * Tries a change of an expense, and answers whom of those who left at zero it would leave with something open: nobody
 * else would tell them. Nobody where the change would be refused; whoever then does it hears why.
 */
export function useOpenAgain() {
  const client = useApolloClient();
  // What was only tried must not look as if it had happened.
  const fetchPolicy = "no-cache";

  const balancesAfter = async ({ update, remove, restore }: Meant): Promise<readonly Balance[]> => {
    if (update) {
      const variables = { input: { ...update, dryRun: true } };
      const result = (await client.mutate({ mutation: ExpenseUpdateTry, variables, fetchPolicy })).data?.expenseUpdate;
      return result?.__typename === "ExpenseUpdatePayload" ? result.effect.balances : [];
    }
    if (remove) {
      const variables = { input: { ...remove, dryRun: true } };
      const result = (await client.mutate({ mutation: ExpenseDeleteTry, variables, fetchPolicy })).data?.expenseDelete;
      return result?.__typename === "ExpenseDeletePayload" ? result.effect.balances : [];
    }
    const variables = { input: { ...restore!, dryRun: true } };
    const result = (await client.mutate({ mutation: ExpenseRestoreTry, variables, fetchPolicy })).data?.expenseRestore;
    return result?.__typename === "ExpenseRestorePayload" ? result.effect.balances : [];
  };

  return async (groupId: string, meant: Meant): Promise<readonly OpenAgain[]> => {
    const { data } = await client.query({ query: OpenBefore, variables: { groupId }, fetchPolicy });
    const group = data?.group;
    const gone = group?.members.filter((member) => member.leftAt) ?? [];
    return gone.length === 0 ? [] : openAgain(gone, group!.balances, await balancesAfter(meant));
  };
}
