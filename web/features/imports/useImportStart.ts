import { useMutation } from "@apollo/client/react";
import type { ImportStartInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";

const ImportStart = graphql(`
  mutation ImportStart($input: ImportStartInput!) {
    importStart(input: $input) {
      __typename
      ... on ImportStartPayload {
        import {
          id
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

/** Reads a file and says what it would become; changes nothing yet. */
export function useImportStart() {
  const [run] = useMutation(ImportStart);
  return async (input: ImportStartInput): Promise<Outcome<{ id: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.importStart;
    switch (result.__typename) {
      case "ImportStartPayload":
        return done(result.import);
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
