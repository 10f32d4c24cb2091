import { useMutation } from "@apollo/client/react";
import type { MemberRoleSetInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const MemberRoleSet = graphql(`
  mutation MemberRoleSet($input: MemberRoleSetInput!) {
    memberRoleSet(input: $input) {
      __typename
      ... on MemberRoleSetPayload {
        member {
          id
          role
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

/** Says what a member may do. */
export function useMemberRoleSet() {
  const [run] = useMutation(MemberRoleSet);
  const attempt = useAttempt();
  return async (input: Omit<MemberRoleSetInput, "requestId">): Promise<Outcome<{ id: string }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.memberRoleSet;
    switch (result.__typename) {
      case "MemberRoleSetPayload":
        refreshOpenPage();
        return done(result.member);
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
