import type { ReceiptLineFragment, ReceiptPartsFragment, ReceiptRowFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";

/** Where something stands on a page. */
export const ReceiptBox = graphql(`
  fragment ReceiptBox on Box {
    page
    x
    y
    width
    height
  }
`);

export const ReceiptLine = graphql(`
  fragment ReceiptLine on ReceiptLine {
    id
    name
    quantity
    kind
    confidence
    amount { amount currency }
    box { ...ReceiptBox @unmask }
    claims {
      member { id name }
      weight
    }
  }
`);

export const ReceiptMoney = graphql(`
  fragment ReceiptMoney on ReadMoney {
    value { amount currency }
    confidence
    filled
    box { ...ReceiptBox @unmask }
    alternatives { amount currency }
  }
`);

/** All of a receipt: what its page shows, what a form is filled from, and what is followed live. */
export const ReceiptParts = graphql(`
  fragment ReceiptParts on Receipt {
    id
    version
    state
    problem
    createdAt
    documentUrl
    uploadedBy { id name }
    expense { id title deletedAt }
    sameAs { id expense { id } }
    pages {
      width
      height
      thumbnail: url(width: 320)
      screen: url(width: 1280)
      full: url
    }
    reading {
      merchant {
        value
        confidence
        filled
        box { ...ReceiptBox @unmask }
        alternatives
      }
      date {
        value
        confidence
        filled
        box { ...ReceiptBox @unmask }
        alternatives
      }
      currency {
        value
        confidence
        filled
        box { ...ReceiptBox @unmask }
        alternatives
      }
      total { ...ReceiptMoney @unmask }
      subtotal { ...ReceiptMoney @unmask }
      tax { ...ReceiptMoney @unmask }
      tip { ...ReceiptMoney @unmask }
      lines { ...ReceiptLine @unmask }
      checks {
        rule
        ok
        expected { amount currency }
        found { amount currency }
      }
    }
  }
`);

/** A receipt in a list, or among the attachments of an expense. */
export const ReceiptRow = graphql(`
  fragment ReceiptRow on Receipt {
    id
    version
    state
    problem
    createdAt
    documentUrl
    expense { id title deletedAt }
    pages {
      width
      height
      thumbnail: url(width: 320)
      screen: url(width: 1280)
      full: url
    }
    reading {
      merchant { value }
      date { value }
      total { value { amount currency } }
    }
  }
`);

export type Receipt = ReceiptPartsFragment;
export type ListedReceipt = ReceiptRowFragment;
export type Line = ReceiptLineFragment;
export type Reading = NonNullable<Receipt["reading"]>;
export type ReceiptImage = Receipt["pages"][number];
export type Place = NonNullable<Line["box"]>;
