import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Reads a file and says what it would become; changes nothing yet. */
export const useImportStart = write(
  graphql(`
    mutation ImportStart($input: ImportStartInput!) {
      importStart(input: $input) {
        __typename
        ...Refused @unmask
        ... on ImportStartPayload { import { id } }
      }
    }
  `),
  (payload) => payload.import,
  { requestId: false, rereads: false },
);

/** Takes over everything that the file holds, at once. */
export const useImportCommit = write(
  graphql(`
    mutation ImportCommit($input: ImportCommitInput!) {
      importCommit(input: $input) {
        __typename
        ...Refused @unmask
        ... on ImportCommitPayload {
          import { id state }
          group { id name }
        }
      }
    }
  `),
  (payload) => ({ id: payload.import.id, groupId: payload.group.id }),
  { requestId: false },
);

/** Takes back what an import made. */
export const useImportUndo = write(
  graphql(`
    mutation ImportUndo($input: ImportUndoInput!) {
      importUndo(input: $input) {
        __typename
        ...Refused @unmask
        ... on ImportUndoPayload { import { id state } }
      }
    }
  `),
  (payload) => payload.import,
  { requestId: false },
);

/** What an import comes to; `useImportTrial` asks for it again with other wishes. */
export const ImportOutcome = graphql(`
  fragment ImportOutcome on Import {
    id
    expenseCount
    settlementCount
    knownCount
    totals {
      person
      computed { amount currency }
      stated { amount currency }
      after { amount currency }
    }
    problems { line message }
    unknownPayers {
      count
      cost { amount currency }
      booked { amount currency }
    }
    gone {
      date
      title
      amount { amount currency }
      entryIds
      kept
    }
    changed {
      line
      date
      title
      before { amount currency }
      after { amount currency }
      entryIds
      kept
    }
  }
`);

/** What a commit would make; always with `dryRun`. */
export const useImportCommitTrial = write(
  graphql(`
    mutation ImportTrial($input: ImportCommitInput!) {
      importCommit(input: $input) {
        __typename
        ...Refused @unmask
        ... on ImportCommitPayload { import { ...ImportOutcome @unmask } }
      }
    }
  `),
  (payload) => payload.import,
  { requestId: false },
);
