import { useMutation } from "@apollo/client/react";
import type { SettlementCreateInput, SettlementStatus } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const SettlementCreate = graphql(`
  mutation SettlementCreate($input: SettlementCreateInput!) {
    settlementCreate(input: $input) {
      __typename
      ... on SettlementCreatePayload {
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

/** Records a payment between two people. Sent twice under one id it is one payment. */
export function useSettlementCreate() {
  const [run] = useMutation(SettlementCreate);
  return async (
    input: SettlementCreateInput,
  ): Promise<Outcome<{ id: string; version: number; status: SettlementStatus }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.settlementCreate;
    switch (result.__typename) {
      case "SettlementCreatePayload":
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
