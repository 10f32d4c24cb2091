import { useApolloClient } from "@apollo/client/react";
import type { ExpenseDeleteInput, ExpenseRestoreInput, ExpenseUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";
import { openAgain, type ReopenedBalance } from "./owes-again.js";

export const NetOfMember = graphql(`
  fragment NetOfMember on Balance {
    member { id }
    net { amount currency }
  }
`);

const OpenBefore = graphql(`
  query OpenBefore($groupId: ID!) {
    group(id: $groupId) {
      id
      members { id name leftAt }
      balances { ...NetOfMember @unmask }
    }
  }
`);

const useUpdateTrial = write(
  graphql(`
    mutation ExpenseUpdateTrial($input: ExpenseUpdateInput!) {
      expenseUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseUpdatePayload { effect { balances { ...NetOfMember @unmask } } }
      }
    }
  `),
  ({ effect }) => effect.balances,
);

const useDeleteTrial = write(
  graphql(`
    mutation ExpenseDeleteTrial($input: ExpenseDeleteInput!) {
      expenseDelete(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseDeletePayload { effect { balances { ...NetOfMember @unmask } } }
      }
    }
  `),
  ({ effect }) => effect.balances,
);

const useRestoreTrial = write(
  graphql(`
    mutation ExpenseRestoreTrial($input: ExpenseRestoreInput!) {
      expenseRestore(input: $input) {
        __typename
        ...Refused @unmask
        ... on ExpenseRestorePayload { effect { balances { ...NetOfMember @unmask } } }
      }
    }
  `),
  ({ effect }) => effect.balances,
);

/** What is meant to be done to an expense; one of them. */
interface Intent {
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
  const tryUpdate = useUpdateTrial();
  const tryDelete = useDeleteTrial();
  const tryRestore = useRestoreTrial();

  const trialOf = ({ update, remove, restore }: Intent) => {
    if (update) return tryUpdate({ ...update, dryRun: true });
    return remove ? tryDelete({ ...remove, dryRun: true }) : tryRestore({ ...restore!, dryRun: true });
  };

  return async (groupId: string, intent: Intent): Promise<readonly ReopenedBalance[]> => {
    const { data } = await client.query({ query: OpenBefore, variables: { groupId }, fetchPolicy: "no-cache" });
    const group = data?.group;
    const gone = group?.members.filter((member) => member.leftAt) ?? [];
    if (gone.length === 0) return [];
    const trial = await trialOf(intent);
    return trial.kind === "done" ? openAgain(gone, group!.balances, trial.value) : [];
  };
}
