import { useMutation } from "@apollo/client/react";
import type { UserUpdateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const UserUpdate = graphql(`
  mutation UserUpdate($input: UserUpdateInput!) {
    userUpdate(input: $input) {
      __typename
      ... on UserUpdatePayload {
        user {
          id
          name
          preferredCurrency
          locale
          timeZone
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

/** Changes the reader's own profile. */
export function useUserUpdate() {
  const [run] = useMutation(UserUpdate);
  const attempt = useAttempt();
  return async (input: Omit<UserUpdateInput, "requestId">): Promise<Outcome<{ id: string; locale: string }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.userUpdate;
    switch (result.__typename) {
      case "UserUpdatePayload":
        refreshOpenPage();
        return done(result.user);
      case "InvalidInputError":
        return invalid(result);
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
