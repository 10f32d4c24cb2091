import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, unexpected } from "../../lib/outcome.js";

const PasswordResetRequest = graphql(`
  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
    passwordResetRequest(input: $input) {
      __typename
      ... on PasswordResetRequestPayload {
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
    }
  }
`);

/** Asks for a letter by which a new password can be chosen. */
export function usePasswordResetRequest() {
  const [run] = useMutation(PasswordResetRequest, { fetchPolicy: "no-cache" });
  return async (input: { email: string }): Promise<Outcome<true>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.passwordResetRequest;
    switch (result.__typename) {
      case "PasswordResetRequestPayload":
        return done(true);
      case "InvalidInputError":
        return invalid(result);
      default:
        return unexpected(result);
    }
  };
}
