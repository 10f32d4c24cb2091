import { useMutation } from "@apollo/client/react";
import type { GroupLeaveInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupLeave = graphql(`
  mutation GroupLeave($input: GroupLeaveInput!) {
    groupLeave(input: $input) {
      __typename
      ... on GroupLeavePayload {
        ok
      }
      ... on NotFoundError {
        message
      }
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Leaves a group, which one can at balance zero. */
export function useGroupLeave() {
  const [run] = useMutation(GroupLeave);
  const attempt = useAttempt();
  return async (input: Omit<GroupLeaveInput, "requestId">): Promise<Outcome<true>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.groupLeave;
    switch (result.__typename) {
      case "GroupLeavePayload":
        refreshOpenPage();
        return done(true);
      case "NotFoundError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
