import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { enterSession } from "../../lib/session.js";

const SessionCreate = graphql(`
  mutation SessionCreate($input: SessionCreateInput!) {
    sessionCreate(input: $input) {
      __typename
      ... on SessionCreatePayload {
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
      ... on InvalidCredentialsError {
        message
      }
    }
  }
`);

/** Signs in; the refresh token goes into the browser's cookie, out of any script's reach. */
export function useSignIn() {
  const [run] = useMutation(SessionCreate, { fetchPolicy: "no-cache" });
  return async (input: { email: string; password: string }): Promise<Outcome<true>> => {
    const { data } = await run({ variables: { input: { ...input, cookie: true } } });
    const result = data!.sessionCreate;
    switch (result.__typename) {
      case "SessionCreatePayload":
        enterSession(result.session);
        return done(true);
      case "InvalidInputError":
        return invalid(result);
      case "InvalidCredentialsError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
