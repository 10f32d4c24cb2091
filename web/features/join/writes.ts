import { graphql } from "../../gql/index.js";
import { refused } from "../../lib/outcome.js";
import { write } from "../../lib/write.js";

/** Joins a group by an invite. */
export const useInviteAccept = write(
  graphql(`
    mutation InviteAccept($input: InviteAcceptInput!) {
      inviteAccept(input: $input) {
        __typename
        ...Refused @unmask
        ... on InviteAcceptPayload { group { id name } }
        ... on ConflictError { current { __typename } }
      }
    }
  `),
  ({ group }) => group,
  {
    requestId: false,
    refusal: (refusal) => {
      // What stands in the way is who the reader is there already.
      const isIn = refusal.__typename === "ConflictError" && refusal.current?.__typename === "Member";
      return isIn ? refused({ ...refusal, __typename: "AlreadyIn" }) : null;
    },
  },
);
