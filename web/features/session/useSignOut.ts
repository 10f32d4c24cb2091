import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { done, type Outcome, unexpected } from "../../lib/outcome.js";
import { leaveSession } from "../../lib/session.js";

const SessionRevoke = graphql(`
  mutation SessionRevoke {
    sessionRevoke(input: {}) {
      __typename
      ... on SessionRevokePayload {
        ok
      }
      ... on InvalidCredentialsError {
        message
      }
      ... on NotFoundError {
        message
      }
    }
  }
`);

/** Ends the session on the server and forgets everything here. */
export function useSignOut() {
  const [run] = useMutation(SessionRevoke, { fetchPolicy: "no-cache" });
  return async (): Promise<Outcome<true>> => {
    const { data } = await run();
    const result = data!.sessionRevoke;
    switch (result.__typename) {
      case "SessionRevokePayload":
      // A session that is over already is what was wanted.
      case "InvalidCredentialsError":
      case "NotFoundError":
        leaveSession();
        return done(true);
      default:
        return unexpected(result);
    }
  };
}
