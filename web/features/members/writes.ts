import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Adds a person to a group, with or without an account. */
export const useMemberAdd = write(
  graphql(`
    mutation MemberAdd($input: MemberAddInput!) {
      memberAdd(input: $input) {
        __typename
        ...Refused @unmask
        ... on MemberAddPayload { member { id name } }
      }
    }
  `),
  ({ member }) => member,
  { requestId: false },
);

/** Says what a member may do. */
export const useMemberRoleSet = write(
  graphql(`
    mutation MemberRoleSet($input: MemberRoleSetInput!) {
      memberRoleSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on MemberRoleSetPayload { member { id role } }
      }
    }
  `),
  ({ member }) => member,
);

/** Removes a member; shares and balance stay. */
export const useMemberRemove = write(
  graphql(`
    mutation MemberRemove($input: MemberRemoveInput!) {
      memberRemove(input: $input) {
        __typename
        ...Refused @unmask
        ... on MemberRemovePayload { member { id name leftAt } }
      }
    }
  `),
  ({ member }) => member,
);

/** Makes an invite, and sends it where an address is given. */
export const useInviteCreate = write(
  graphql(`
    mutation InviteCreate($input: InviteCreateInput!) {
      inviteCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on InviteCreatePayload { invite { id code url email expiresAt } }
      }
    }
  `),
  ({ invite }) => invite,
  { requestId: false },
);

/** Makes an invite worthless. */
export const useInviteRevoke = write(
  graphql(`
    mutation InviteRevoke($input: InviteRevokeInput!) {
      inviteRevoke(input: $input) {
        __typename
        ...Refused @unmask
        ... on InviteRevokePayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
  { requestId: false },
);

/** Makes a household of people who settle as one. */
export const useHouseholdCreate = write(
  graphql(`
    mutation HouseholdCreate($input: HouseholdCreateInput!) {
      householdCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on HouseholdCreatePayload { household { id name dissolvedAt members { id } } }
      }
    }
  `),
  ({ household }) => household,
  { requestId: false },
);

/** Changes who settles as one. */
export const useHouseholdUpdate = write(
  graphql(`
    mutation HouseholdUpdate($input: HouseholdUpdateInput!) {
      householdUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on HouseholdUpdatePayload { household { id name dissolvedAt members { id } } }
      }
    }
  `),
  ({ household }) => household,
);

/** Lets the people of a household settle each for themselves again. */
export const useHouseholdDissolve = write(
  graphql(`
    mutation HouseholdDissolve($input: HouseholdDissolveInput!) {
      householdDissolve(input: $input) {
        __typename
        ...Refused @unmask
        ... on HouseholdDissolvePayload { household { id name dissolvedAt members { id } } }
      }
    }
  `),
  ({ household }) => household,
);
