import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Says where this tab is. */
export const usePresenceSet = write(
  graphql(`
    mutation PresenceSet($input: PresenceSetInput!) {
      presenceSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on PresenceSetPayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
  { requestId: false, rereads: false, outlivesPage: true },
);
