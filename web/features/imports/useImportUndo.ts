import { useMutation } from "@apollo/client/react";
import type { ImportUndoInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const ImportUndo = graphql(`
  mutation ImportUndo($input: ImportUndoInput!) {
    importUndo(input: $input) {
      __typename
      ... on ImportUndoPayload {
        import {
          id
          state
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

/** Takes back what an import made. */
export function useImportUndo() {
  const [run] = useMutation(ImportUndo);
  return async (input: ImportUndoInput): Promise<Outcome<{ id: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.importUndo;
    switch (result.__typename) {
      case "ImportUndoPayload":
        refreshOpenPage();
        return done(result.import);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
