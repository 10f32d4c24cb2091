import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Sets a rate for a group. Sent twice under one id it is one rate. */
export const useGroupRateSet = write(
  graphql(`
    mutation GroupRateSet($input: GroupRateSetInput!) {
      groupRateSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupRateSetPayload {
          rate { id }
          group { id lastEventSeq }
        }
      }
    }
  `),
  ({ rate }) => rate,
  { requestId: false },
);

/** Removes a rate of a group. */
export const useGroupRateRemove = write(
  graphql(`
    mutation GroupRateRemove($input: GroupRateRemoveInput!) {
      groupRateRemove(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupRateRemovePayload {
          rate { id }
          group { id lastEventSeq }
        }
      }
    }
  `),
  ({ rate }) => rate,
);
