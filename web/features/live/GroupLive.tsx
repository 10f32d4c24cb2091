import { useSubscription } from "@apollo/client/react";
import { useState } from "react";
import { graphql } from "../../gql/index.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupLiveSubscription = graphql(`
  subscription GroupLive($groupId: ID!, $after: Int) {
    groupEvents(groupId: $groupId, after: $after) {
      seq
      type
      group {
        id
        name
        currency
        simplifyDebts
        confirmSettlements
        archivedAt
        version
        lastEventSeq
        members {
          id
          name
          role
          leftAt
        }
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
      subject {
        ... on Expense {
          id
          title
          notes
          incurredOn
          version
          deletedAt
          total {
            amount
            currency
          }
          payers {
            member {
              id
            }
            amount {
              amount
              currency
            }
          }
          shares {
            member {
              id
            }
            amount {
              amount
              currency
            }
          }
        }
        ... on Settlement {
          id
          status
          version
        }
      }
    }
  }
`);

/**
 * Shows what happens in a group while one looks at it. Each event brings the group and its subject as they are now
 * into the cache; the lists of the open page are read anew. `after` is the last event that the page has already read.
 */
export function GroupLive(props: { groupId: string; after: number }) {
  const [after] = useState(props.after);
  useSubscription(GroupLiveSubscription, {
    variables: { groupId: props.groupId, after },
    ignoreResults: true,
    onData: ({ client, data }) => {
      // An import changes more rows than an event can name: the lists begin anew.
      if (data.data?.groupEvents.type.startsWith("import.")) {
        const id = client.cache.identify({ __typename: "Group", id: props.groupId });
        for (const fieldName of ["expenses", "settlements"]) client.cache.evict({ id, fieldName });
      }
      refreshOpenPage();
    },
    // It ends when one may see the group no longer; the page then says so.
    onComplete: refreshOpenPage,
    onError: refreshOpenPage,
  });
  return null;
}
