import { useMutation } from "@apollo/client/react";
import type { PasswordChangeInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const PasswordChange = graphql(`
  mutation PasswordChange($input: PasswordChangeInput!) {
    passwordChange(input: $input) {
      __typename
      ... on PasswordChangePayload {
        ok
      }
      ... on InvalidInputError {
        message
        fields {
          path
          code
          message
        }
      }
      ... on InvalidCredentialsError {
        message
      }
    }
  }
`);

/** Changes the reader's password; they are signed out everywhere else by it. */
export function usePasswordChange() {
  const [run] = useMutation(PasswordChange, { fetchPolicy: "no-cache" });
  const attempt = useAttempt();
  return async (input: Omit<PasswordChangeInput, "requestId">): Promise<Outcome<true>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.passwordChange;
    switch (result.__typename) {
      case "PasswordChangePayload":
        refreshOpenPage();
        return done(true);
      case "InvalidInputError":
        return invalid(result);
      case "InvalidCredentialsError": {
        const { message } = result;
        return invalid({ message, fields: [{ path: ["currentPassword"], code: "WRONG_PASSWORD", message }] });
      }
      default:
        return unexpected(result);
    }
  };
}
