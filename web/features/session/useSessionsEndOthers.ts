import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SessionsEndOthers = graphql(`
  mutation SessionsEndOthers($input: SessionsRevokeOthersInput!) {
    sessionsRevokeOthers(input: $input) {
      __typename
      ... on SessionsRevokeOthersPayload {
        ok
      }
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Signs the reader out everywhere else. */
export function useSessionsEndOthers() {
  const [run] = useMutation(SessionsEndOthers, { fetchPolicy: "no-cache" });
  const attempt = useAttempt();
  return async (): Promise<Outcome<true>> => {
    const { data } = await attempt({}, (requestId) => run({ variables: { input: { requestId } } }));
    const result = data!.sessionsRevokeOthers;
    switch (result.__typename) {
      case "SessionsRevokeOthersPayload":
        refreshOpenPage();
        return done(true);
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
