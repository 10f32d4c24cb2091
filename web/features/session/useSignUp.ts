import { useMutation } from "@apollo/client/react";
import type { UserRegisterInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, unexpected } from "../../lib/outcome.js";
import { enterSession } from "../../lib/session.js";

const UserRegister = graphql(`
  mutation UserRegister($input: UserRegisterInput!) {
    userRegister(input: $input) {
      __typename
      ... on UserRegisterPayload {
        session {
          accessToken
          expiresAt
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
      ... on EmailTakenError {
        message
      }
    }
  }
`);

/** Makes an account and signs in with it. */
export function useSignUp() {
  const [run] = useMutation(UserRegister, { fetchPolicy: "no-cache" });
  return async (input: UserRegisterInput): Promise<Outcome<true>> => {
    const { data } = await run({ variables: { input: { ...input, cookie: true } } });
    const result = data!.userRegister;
    switch (result.__typename) {
      case "UserRegisterPayload":
        enterSession(result.session);
        return done(true);
      case "InvalidInputError":
        return invalid(result);
      case "EmailTakenError":
        return invalid({
          message: result.message,
          fields: [{ path: ["email"], code: "EMAIL_TAKEN", message: result.message }],
        });
      default:
        return unexpected(result);
    }
  };
}
