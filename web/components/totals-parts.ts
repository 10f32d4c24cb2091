import { graphql } from "../gql/index.js";

/** What the reader is owed and owes over all their groups, by currency and in one. */
export const TotalsParts = graphql(`
  fragment TotalsParts on ViewerTotals {
    owed {
      amount
      currency
    }
    owing {
      amount
      currency
    }
    owedIn {
      amount
      currency
    }
    owingIn {
      amount
      currency
    }
    unconverted {
      amount
      currency
    }
    ratesAsOf
  }
`);
