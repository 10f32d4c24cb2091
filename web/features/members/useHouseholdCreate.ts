import { useMutation } from "@apollo/client/react";
import type { HouseholdCreateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const HouseholdCreate = graphql(`
  mutation HouseholdCreate($input: HouseholdCreateInput!) {
    householdCreate(input: $input) {
      __typename
      ... on HouseholdCreatePayload {
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

/** Makes a household of people who settle as one. */
export function useHouseholdCreate() {
  const [run] = useMutation(HouseholdCreate);
  return async (input: HouseholdCreateInput): Promise<Outcome<{ id: string; name: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.householdCreate;
    switch (result.__typename) {
      case "HouseholdCreatePayload":
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
