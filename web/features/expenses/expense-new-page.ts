import { graphql } from "../../gql/index.js";

/** What the page of a new expense shows. It stands apart from the page, so that it can be read before one is there. */
export const ExpenseNewPage = graphql(`
  query ExpenseNewPage($groupId: ID!, $copyId: ID!, $isCopy: Boolean!) {
    viewer {
      id
      preferredCurrency
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
          viewerCan {
            record
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    group(id: $groupId) {
      id
      name
      viewerCan {
        record
      }
      ...ArchivedNotice_group
      ...ExpenseCreate_group
    }
    expense(id: $copyId) @include(if: $isCopy) {
      ...ExpenseBase @unmask
      category {
        id
      }
      group {
        id
      }
    }
  }
`);

/** Its variables; `copyId` is the expense that the new one begins as. */
export function newExpenseOf(groupId: string, copyId: string | null = null) {
  return { groupId, copyId: copyId ?? "", isCopy: copyId !== null };
}
