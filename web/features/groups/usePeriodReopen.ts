import { useMutation } from "@apollo/client/react";
import type { PeriodReopenInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const PeriodReopen = graphql(`
  mutation PeriodReopen($input: PeriodReopenInput!) {
    periodReopen(input: $input) {
      __typename
      ... on PeriodReopenPayload {
        group {
          id
          lockedThrough
        }
      }
      ... on NotFoundError {
        message
      }
      ... on ForbiddenError {
        message
      }
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Opens a group's closed past again, for everybody to see. */
export function usePeriodReopen() {
  const [run] = useMutation(PeriodReopen);
  const attempt = useAttempt();
  return async (input: Omit<PeriodReopenInput, "requestId">): Promise<Outcome<true>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.periodReopen;
    switch (result.__typename) {
      case "PeriodReopenPayload":
        refreshOpenPage();
        return done(true);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
