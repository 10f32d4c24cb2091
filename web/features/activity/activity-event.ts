import type { ActivityEventFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";

/** What is told of an event wherever events are listed. */
export const ActivityEvent = graphql(`
  fragment ActivityEvent on GroupEvent {
    seq
    type
    at
    actor {
      id
      name
    }
    subject {
      __typename
      ... on Expense {
        id
        title
      }
      ... on Settlement {
        id
        from {
          id
          name
        }
        to {
          id
          name
        }
        amount {
          amount
          currency
        }
      }
      ... on Household {
        id
        name
      }
      ... on Member {
        id
        name
      }
      ... on Invite {
        id
        email
      }
      ... on Import {
        id
        fileName
      }
      ... on Receipt {
        id
        reading {
          merchant {
            value
          }
        }
        expense {
          id
          title
        }
      }
      ... on GroupRate {
        id
        fromCurrency: from
        toCurrency: to
      }
    }
    changes {
      field
      member {
        id
        name
      }
      before
      after
    }
  }
`);

export type ListedEvent = ActivityEventFragment;
