import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, unexpected } from "../../lib/outcome.js";
import { leaveSession } from "../../lib/session.js";

const PasswordReset = graphql(`
  mutation PasswordReset($input: PasswordResetInput!) {
    passwordReset(input: $input) {
      __typename
      ... on PasswordResetPayload {
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
      ... on NotFoundError {
        message
      }
    }
  }
`);

/** What became of a link: it changed the password, or it is of no more use. */
export type ResetResult = "changed" | "spent";

/** Chooses a new password by the link of a letter. It ends every session, also the one that this browser may have. */
export function usePasswordReset() {
  const [run] = useMutation(PasswordReset, { fetchPolicy: "no-cache" });
  return async (input: { token: string; password: string }): Promise<Outcome<ResetResult>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.passwordReset;
    switch (result.__typename) {
      case "PasswordResetPayload":
        leaveSession();
        return done("changed");
      case "NotFoundError":
        return done("spent");
      case "InvalidInputError":
        return invalid(result);
      default:
        return unexpected(result);
    }
  };
}
