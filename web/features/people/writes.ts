import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Makes the ledger of two people; the answer is its id. */
export const useFriendAdd = write(
  graphql(`
    mutation FriendAdd($input: FriendAddInput!) {
      friendAdd(input: $input) {
        __typename
        ...Refused @unmask
        ... on FriendAddPayload { group { id name } }
      }
    }
  `),
  ({ group }) => group.id,
  { requestId: false },
);

/** Books one payment into every group in which something is open with a person. */
export const usePersonSettle = write(
  graphql(`
    mutation PersonSettle($input: PersonSettleInput!) {
      personSettle(input: $input) {
        __typename
        ...Refused @unmask
        ... on PersonSettlePayload { settlements { id status group { id lastEventSeq } } }
      }
    }
  `),
  ({ settlements }) => ({ waits: settlements.some((settlement) => settlement.status === "PENDING") }),
);
