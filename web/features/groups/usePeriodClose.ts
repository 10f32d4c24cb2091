import { useMutation } from "@apollo/client/react";
import type { PeriodCloseInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const PeriodClose = graphql(`
  mutation PeriodClose($input: PeriodCloseInput!) {
    periodClose(input: $input) {
      __typename
      ... on PeriodClosePayload {
        group {
          id
          lockedThrough
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

/** Closes a group's past up to a day. */
export function usePeriodClose() {
  const [run] = useMutation(PeriodClose);
  const attempt = useAttempt();
  return async (input: Omit<PeriodCloseInput, "requestId">): Promise<Outcome<true>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.periodClose;
    switch (result.__typename) {
      case "PeriodClosePayload":
        refreshOpenPage();
        return done(true);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
