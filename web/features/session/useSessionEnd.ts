import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SessionEnd = graphql(`
  mutation SessionEnd($input: SessionRevokeInput!) {
    sessionRevoke(input: $input) {
      __typename
      ... on SessionRevokePayload {
        ok
      }
      ... on NotFoundError {
        message
      }
      ... on InvalidCredentialsError {
        message
      }
    }
  }
`);

/** Signs the reader out on another device. */
export function useSessionEnd() {
  const [run] = useMutation(SessionEnd, { fetchPolicy: "no-cache" });
  return async (id: string): Promise<Outcome<true>> => {
    const { data } = await run({ variables: { input: { id } } });
    const result = data!.sessionRevoke;
    switch (result.__typename) {
      case "SessionRevokePayload":
        refreshOpenPage();
        return done(true);
      case "NotFoundError":
      case "InvalidCredentialsError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
