import { useMutation } from "@apollo/client/react";
import type { InviteAcceptInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const InviteAccept = graphql(`
  mutation InviteAccept($input: InviteAcceptInput!) {
    inviteAccept(input: $input) {
      __typename
      ... on InviteAcceptPayload {
        group {
          id
          name
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
      ... on ConflictError {
        message
        current {
          __typename
        }
      }
    }
  }
`);

/** Joins a group by an invite. */
export function useInviteAccept() {
  const [run] = useMutation(InviteAccept);
  return async (input: InviteAcceptInput): Promise<Outcome<{ id: string; name: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.inviteAccept;
    switch (result.__typename) {
      case "InviteAcceptPayload":
        refreshOpenPage();
        return done(result.group);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
        return refused(result);
      case "ConflictError": {
        // What stands in the way is who the reader is there already.
        const isIn = result.current?.__typename === "Member";
        return refused({ ...result, __typename: isIn ? "AlreadyIn" : result.__typename });
      }
      default:
        return unexpected(result);
    }
  };
}
