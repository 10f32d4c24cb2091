import { useMutation } from "@apollo/client/react";
import type { SettlementRejectInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SettlementReject = graphql(`
  mutation SettlementReject($input: SettlementRejectInput!) {
    settlementReject(input: $input) {
      __typename
      ... on SettlementRejectPayload {
        settlement {
          id
          version
          group {
            id
            lastEventSeq
            viewerBalances {
              net {
                amount
                currency
              }
            }
            balances {
              member {
                id
              }
              net {
                amount
                currency
              }
            }
            suggestedTransfers {
              from {
                id
              }
              to {
                id
              }
              amount {
                amount
                currency
              }
            }
          }
          status
          rejectReason
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

/** The receiver says that the money did not come. */
export function useSettlementReject() {
  const [run] = useMutation(SettlementReject);
  const attempt = useAttempt();
  return async (input: Omit<SettlementRejectInput, "requestId">): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.settlementReject;
    switch (result.__typename) {
      case "SettlementRejectPayload":
        refreshOpenPage();
        return done(result.settlement);
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
