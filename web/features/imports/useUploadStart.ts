import { useMutation } from "@apollo/client/react";
import type { UploadStartInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, unexpected } from "../../lib/outcome.js";
import type { Upload } from "./upload.js";

const UploadStart = graphql(`
  mutation UploadStart($input: UploadStartInput!) {
    uploadStart(input: $input) {
      __typename
      ... on UploadStartPayload {
        upload {
          id
          url
          fields {
            name
            value
          }
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
    }
  }
`);

/** Asks for a place to put a file. */
export function useUploadStart() {
  const [run] = useMutation(UploadStart);
  return async (input: UploadStartInput): Promise<Outcome<Upload>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.uploadStart;
    switch (result.__typename) {
      case "UploadStartPayload":
        return done(result.upload);
      case "InvalidInputError":
        return invalid(result);
      default:
        return unexpected(result);
    }
  };
}
