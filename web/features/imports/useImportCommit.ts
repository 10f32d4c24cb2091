import { useMutation } from "@apollo/client/react";
import type { ImportCommitInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const ImportCommit = graphql(`
  mutation ImportCommit($input: ImportCommitInput!) {
    importCommit(input: $input) {
      __typename
      ... on ImportCommitPayload {
        import {
          id
          state
        }
        group {
          id
          name
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

/** Takes over everything that the file holds, at once. */
export function useImportCommit() {
  const [run] = useMutation(ImportCommit);
  return async (input: ImportCommitInput): Promise<Outcome<{ id: string; groupId: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.importCommit;
    switch (result.__typename) {
      case "ImportCommitPayload":
        refreshOpenPage();
        return done({ id: result.import.id, groupId: result.group.id });
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
