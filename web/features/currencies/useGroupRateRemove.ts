import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupRateRemove = graphql(`
  mutation GroupRateRemove($input: GroupRateRemoveInput!) {
    groupRateRemove(input: $input) {
      __typename
      ... on GroupRateRemovePayload {
        rate {
          id
        }
        group {
          id
          lastEventSeq
          rates {
            id
          }
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

/** Removes a rate of a group. */
export function useGroupRateRemove() {
  const [run] = useMutation(GroupRateRemove);
  const attempt = useAttempt();
  return async (id: string): Promise<Outcome<{ id: string }>> => {
    const { data } = await attempt({ id }, (requestId) => run({ variables: { input: { id, requestId } } }));
    const result = data!.groupRateRemove;
    switch (result.__typename) {
      case "GroupRateRemovePayload":
        refreshOpenPage();
        return done(result.rate);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
