import { useMutation } from "@apollo/client/react";
import type { MemberRemoveInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const MemberRemove = graphql(`
  mutation MemberRemove($input: MemberRemoveInput!) {
    memberRemove(input: $input) {
      __typename
      ... on MemberRemovePayload {
        member {
          id
          name
          leftAt
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

/** Removes a member; shares and balance stay. */
export function useMemberRemove() {
  const [run] = useMutation(MemberRemove);
  const attempt = useAttempt();
  return async (input: Omit<MemberRemoveInput, "requestId">): Promise<Outcome<{ id: string }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.memberRemove;
    switch (result.__typename) {
      case "MemberRemovePayload":
        refreshOpenPage();
        return done(result.member);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
