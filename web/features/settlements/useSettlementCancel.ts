import { useMutation } from "@apollo/client/react";
import type { SettlementCancelInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SettlementCancel = graphql(`
  mutation SettlementCancel($input: SettlementCancelInput!) {
    settlementCancel(input: $input) {
      __typename
      ... on SettlementCancelPayload {
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

/** Takes a payment back. */
export function useSettlementCancel() {
  const [run] = useMutation(SettlementCancel);
  const attempt = useAttempt();
  return async (input: Omit<SettlementCancelInput, "requestId">): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.settlementCancel;
    switch (result.__typename) {
      case "SettlementCancelPayload":
        refreshOpenPage();
        return done(result.settlement);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
