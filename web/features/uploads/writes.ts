import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";
import type { Upload } from "./send-file.js";

/** Asks for a place to put a file. */
export const useUploadStart = write(
  graphql(`
    mutation UploadStart($input: UploadStartInput!) {
      uploadStart(input: $input) {
        __typename
        ...Refused @unmask
        ... on UploadStartPayload { upload { id url fields { name value } } }
      }
    }
  `),
  ({ upload }): Upload => upload,
  { requestId: false, rereads: false },
);
