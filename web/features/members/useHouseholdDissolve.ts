import { useMutation } from "@apollo/client/react";
import type { HouseholdDissolveInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const HouseholdDissolve = graphql(`
  mutation HouseholdDissolve($input: HouseholdDissolveInput!) {
    householdDissolve(input: $input) {
      __typename
      ... on HouseholdDissolvePayload {
        household {
          id
          name
          dissolvedAt
          members {
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

/** Lets the people of a household settle each for himself again. */
export function useHouseholdDissolve() {
  const [run] = useMutation(HouseholdDissolve);
  const attempt = useAttempt();
  return async (input: Omit<HouseholdDissolveInput, "requestId">): Promise<Outcome<{ id: string; name: string }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.householdDissolve;
    switch (result.__typename) {
      case "HouseholdDissolvePayload":
        refreshOpenPage();
        return done(result.household);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
