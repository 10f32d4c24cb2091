import { useMutation } from "@apollo/client/react";
import type { HouseholdUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const HouseholdUpdate = graphql(`
  mutation HouseholdUpdate($input: HouseholdUpdateInput!) {
    householdUpdate(input: $input) {
      __typename
      ... on HouseholdUpdatePayload {
        household {
          id
          name
          dissolvedAt
          members {
            id
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

/** Changes who settles as one. */
export function useHouseholdUpdate() {
  const [run] = useMutation(HouseholdUpdate);
  const attempt = useAttempt();
  return async (input: Omit<HouseholdUpdateInput, "requestId">): Promise<Outcome<{ id: string; name: string }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.householdUpdate;
    switch (result.__typename) {
      case "HouseholdUpdatePayload":
        refreshOpenPage();
        return done(result.household);
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
