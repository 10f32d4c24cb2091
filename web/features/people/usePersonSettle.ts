import { useMutation } from "@apollo/client/react";
import type { PersonSettleInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const PersonSettle = graphql(`
  mutation PersonSettle($input: PersonSettleInput!) {
    personSettle(input: $input) {
      __typename
      ... on PersonSettlePayload {
        settlements {
          id
          status
          group {
            id
            lastEventSeq
          }
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

/** Books one payment into every group in which something is open with a person. */
export function usePersonSettle() {
  const [run] = useMutation(PersonSettle);
  const attempt = useAttempt();
  return async (input: Omit<PersonSettleInput, "requestId">): Promise<Outcome<{ waits: boolean }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.personSettle;
    switch (result.__typename) {
      case "PersonSettlePayload":
        refreshOpenPage();
        return done({ waits: result.settlements.some((settlement) => settlement.status === "PENDING") });
      case "InvalidInputError":
        // A sum that no longer fits concerns no field of the form.
        return invalid(result);
      case "ConflictError":
        // Somebody else was faster: the page shows what is open by now.
        refreshOpenPage();
        return refused(result);
      case "NotFoundError":
      case "ForbiddenError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
