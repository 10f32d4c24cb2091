import { useMutation } from "@apollo/client/react";
import type { FriendAddInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const FriendAdd = graphql(`
  mutation FriendAdd($input: FriendAddInput!) {
    friendAdd(input: $input) {
      __typename
      ... on FriendAddPayload {
        group {
          id
          name
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
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Makes the ledger of two people; the answer is its id. */
export function useFriendAdd() {
  const [run] = useMutation(FriendAdd);
  return async (input: FriendAddInput): Promise<Outcome<string>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.friendAdd;
    switch (result.__typename) {
      case "FriendAddPayload":
        refreshOpenPage();
        return done(result.group.id);
      case "InvalidInputError":
        return invalid(result);
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
