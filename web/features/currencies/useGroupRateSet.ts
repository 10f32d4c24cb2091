import { useMutation } from "@apollo/client/react";
import type { GroupRateSetInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupRateSet = graphql(`
  mutation GroupRateSet($input: GroupRateSetInput!) {
    groupRateSet(input: $input) {
      __typename
      ... on GroupRateSetPayload {
        rate {
          id
        }
        group {
          id
          lastEventSeq
          rates {
            id
            from
            to
            rate
            validFrom
          }
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

/** Sets a rate for a group. Sent twice under one id it is one rate. */
export function useGroupRateSet() {
  const [run] = useMutation(GroupRateSet);
  return async (input: GroupRateSetInput): Promise<Outcome<{ id: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.groupRateSet;
    switch (result.__typename) {
      case "GroupRateSetPayload":
        refreshOpenPage();
        return done(result.rate);
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
