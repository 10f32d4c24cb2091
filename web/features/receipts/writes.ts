import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Makes a receipt of files that have arrived. Sent twice under one id it is one receipt. */
export const useReceiptCreate = write(
  graphql(`
    mutation ReceiptCreate($input: ReceiptCreateInput!) {
      receiptCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptCreatePayload { receipt { id group { id lastEventSeq } } }
      }
    }
  `),
  ({ receipt }) => receipt,
  { requestId: false },
);

/** Corrects what a receipt says. */
export const useReceiptUpdate = write(
  graphql(`
    mutation ReceiptUpdate($input: ReceiptUpdateInput!) {
      receiptUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptUpdatePayload { receipt { ...ReceiptParts @unmask group { id lastEventSeq } } }
      }
    }
  `),
  ({ receipt }) => receipt,
);

/** Throws a receipt away. */
export const useReceiptDelete = write(
  graphql(`
    mutation ReceiptDelete($input: ReceiptDeleteInput!) {
      receiptDelete(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptDeletePayload { receiptId group { id lastEventSeq } }
      }
    }
  `),
  ({ receiptId }) => receiptId,
);

/** Has a receipt read from the beginning. */
export const useReceiptReread = write(
  graphql(`
    mutation ReceiptReread($input: ReceiptRereadInput!) {
      receiptReread(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptRereadPayload { receipt { id version state problem group { id lastEventSeq } } }
      }
    }
  `),
  ({ receipt }) => receipt,
);

/** Has a receipt belong to an expense, or to none. */
export const useReceiptAttach = write(
  graphql(`
    mutation ReceiptAttach($input: ReceiptAttachInput!) {
      receiptAttach(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptAttachPayload { receipt { id version expense { id title deletedAt } group { id lastEventSeq } } }
      }
    }
  `),
  ({ receipt }) => receipt,
);

/** Says who had a line. */
export const useReceiptLineClaim = write(
  graphql(`
    mutation ReceiptLineClaim($input: ReceiptLineClaimInput!) {
      receiptLineClaim(input: $input) {
        __typename
        ...Refused @unmask
        ... on ReceiptLineClaimPayload {
          receipt {
            id
            reading { lines { ...ReceiptLine @unmask } }
            group { id lastEventSeq }
          }
        }
      }
    }
  `),
  ({ receipt }) => receipt,
);
