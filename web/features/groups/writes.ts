import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Makes a group; the answer is its id. */
export const useGroupCreate = write(
  graphql(`
    mutation GroupCreate($input: GroupCreateInput!) {
      groupCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupCreatePayload { group { id name } }
      }
    }
  `),
  ({ group }) => group.id,
  { requestId: false },
);

/** Changes a group's settings. */
export const useGroupUpdate = write(
  graphql(`
    mutation GroupUpdate($input: GroupUpdateInput!) {
      groupUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupUpdatePayload {
          group {
            id version name emoji colour currency timeZone simplifyDebts confirmSettlements archivedAt lastEventSeq
            viewerCan { record settle invite administer archive leave }
          }
        }
      }
    }
  `),
  ({ group }) => group,
);

/** Leaves a group, which one can at balance zero. */
export const useGroupLeave = write(
  graphql(`
    mutation GroupLeave($input: GroupLeaveInput!) {
      groupLeave(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupLeavePayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
);

/** Closes a group's past up to a day. */
export const usePeriodClose = write(
  graphql(`
    mutation PeriodClose($input: PeriodCloseInput!) {
      periodClose(input: $input) {
        __typename
        ...Refused @unmask
        ... on PeriodClosePayload { group { id lockedThrough lastEventSeq } }
      }
    }
  `),
  ({ group }) => group,
);

/** Opens a group's closed past again, for everybody to see. */
export const usePeriodReopen = write(
  graphql(`
    mutation PeriodReopen($input: PeriodReopenInput!) {
      periodReopen(input: $input) {
        __typename
        ...Refused @unmask
        ... on PeriodReopenPayload { group { id lockedThrough lastEventSeq } }
      }
    }
  `),
  ({ group }) => group,
);
