import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** What a payment is after a write. */
export const SettlementState = graphql(`
  fragment SettlementState on Settlement {
    id
    version
    status
    rejectReason
    viewerCan { confirm reject cancel }
    group { id lastEventSeq }
  }
`);

/** Records a payment between two people. Sent twice under one id it is one payment. */
export const useSettlementCreate = write(
  graphql(`
    mutation SettlementCreate($input: SettlementCreateInput!) {
      settlementCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on SettlementCreatePayload { settlement { ...SettlementState @unmask } }
      }
    }
  `),
  ({ settlement }) => settlement,
  { requestId: false },
);

/** The receiver says that the money came. */
export const useSettlementConfirm = write(
  graphql(`
    mutation SettlementConfirm($input: SettlementConfirmInput!) {
      settlementConfirm(input: $input) {
        __typename
        ...Refused @unmask
        ... on SettlementConfirmPayload { settlement { ...SettlementState @unmask } }
      }
    }
  `),
  ({ settlement }) => settlement,
);

/** The receiver says that the money did not come. */
export const useSettlementReject = write(
  graphql(`
    mutation SettlementReject($input: SettlementRejectInput!) {
      settlementReject(input: $input) {
        __typename
        ...Refused @unmask
        ... on SettlementRejectPayload { settlement { ...SettlementState @unmask } }
      }
    }
  `),
  ({ settlement }) => settlement,
);

/** Takes a payment back. */
export const useSettlementCancel = write(
  graphql(`
    mutation SettlementCancel($input: SettlementCancelInput!) {
      settlementCancel(input: $input) {
        __typename
        ...Refused @unmask
        ... on SettlementCancelPayload { settlement { ...SettlementState @unmask } }
      }
    }
  `),
  ({ settlement }) => settlement,
);
