import { useMutation } from "@apollo/client/react";
import type { GroupUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupUpdate = graphql(`
  mutation GroupUpdate($input: GroupUpdateInput!) {
    groupUpdate(input: $input) {
      __typename
      ... on GroupUpdatePayload {
        group {
          id
          version
          name
          currency
          timeZone
          simplifyDebts
          confirmSettlements
          archivedAt
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

/** Changes a group's settings. */
export function useGroupUpdate() {
  const [run] = useMutation(GroupUpdate);
  const attempt = useAttempt();
  return async (input: Omit<GroupUpdateInput, "requestId">): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.groupUpdate;
    switch (result.__typename) {
      case "GroupUpdatePayload":
        refreshOpenPage();
        return done(result.group);
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
