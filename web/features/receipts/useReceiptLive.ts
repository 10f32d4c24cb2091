import { useSubscription } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";

const ReceiptLive = graphql(`
  subscription ReceiptLive($receiptId: ID!) {
    receiptEvents(receiptId: $receiptId) {
      progress
      place
      receipt { ...ReceiptParts @unmask }
    }
  }
`);

/**
 * Follows a receipt: what is new of it goes to wherever it is shown. Answers how far its reading is; null as long as
 * nobody has said so.
 */
export function useReceiptLive(receiptId: string, skip = false) {
  const { data } = useSubscription(ReceiptLive, { variables: { receiptId }, skip });
  const event = data?.receiptEvents;
  return event?.receipt.id === receiptId ? event : null;
}
