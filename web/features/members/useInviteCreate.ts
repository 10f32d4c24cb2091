import { useMutation } from "@apollo/client/react";
import type { InviteCreateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const InviteCreate = graphql(`
  mutation InviteCreate($input: InviteCreateInput!) {
    inviteCreate(input: $input) {
      __typename
      ... on InviteCreatePayload {
        invite {
          id
          code
          url
          email
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
      }
    }
  }
`);

/** Makes an invite, and sends it where an address is given. */
export function useInviteCreate() {
  const [run] = useMutation(InviteCreate);
  return async (input: InviteCreateInput): Promise<Outcome<{ id: string; url: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.inviteCreate;
    switch (result.__typename) {
      case "InviteCreatePayload":
        refreshOpenPage();
        return done(result.invite);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
