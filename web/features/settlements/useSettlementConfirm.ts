import { useMutation } from "@apollo/client/react";
import type { SettlementConfirmInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SettlementConfirm = graphql(`
  mutation SettlementConfirm($input: SettlementConfirmInput!) {
    settlementConfirm(input: $input) {
      __typename
      ... on SettlementConfirmPayload {
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

/** The receiver says that the money came. */
export function useSettlementConfirm() {
  const [run] = useMutation(SettlementConfirm);
  const attempt = useAttempt();
  return async (
    input: Omit<SettlementConfirmInput, "requestId">,
  ): Promise<Outcome<{ id: string; version: number }>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.settlementConfirm;
    switch (result.__typename) {
      case "SettlementConfirmPayload":
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
