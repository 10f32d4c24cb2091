import { useMutation } from "@apollo/client/react";
import type { InviteRevokeInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const InviteRevoke = graphql(`
  mutation InviteRevoke($input: InviteRevokeInput!) {
    inviteRevoke(input: $input) {
      __typename
      ... on InviteRevokePayload {
        ok
      }
      ... on NotFoundError {
        message
      }
      ... on ForbiddenError {
        message
      }
    }
  }
`);

/** Makes an invite worthless. */
export function useInviteRevoke() {
  const [run] = useMutation(InviteRevoke);
  return async (input: InviteRevokeInput): Promise<Outcome<true>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.inviteRevoke;
    switch (result.__typename) {
      case "InviteRevokePayload":
        refreshOpenPage();
        return done(true);
      case "NotFoundError":
      case "ForbiddenError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
