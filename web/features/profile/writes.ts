import { graphql } from "../../gql/index.js";
import { refusedField } from "../../lib/outcome.js";
import { write } from "../../lib/write.js";

/** Changes the reader's own profile. */
export const useUserUpdate = write(
  graphql(`
    mutation UserUpdate($input: UserUpdateInput!) {
      userUpdate(input: $input) {
        __typename
        ...Refused @unmask
        ... on UserUpdatePayload { user { id name preferredCurrency locale timeZone showsPresence avatarUrl occupation country } }
      }
    }
  `),
  ({ user }) => user,
);

/** Gives a guest an address and a password: the account stays. */
export const useGuestKeep = write(
  graphql(`
    mutation GuestKeep($input: GuestKeepInput!) {
      guestKeep(input: $input) {
        __typename
        ...Refused @unmask
        ... on GuestKeepPayload { user { id name email guestUntil } }
      }
    }
  `),
  ({ user }) => user,
  {
    refusal: (refusal) =>
      refusal.__typename === "EmailTakenError" ? refusedField("email", "EMAIL_TAKEN", refusal.message) : null,
  },
);

/** Changes the reader's password; they are signed out everywhere else by it. */
export const usePasswordChange = write(
  graphql(`
    mutation PasswordChange($input: PasswordChangeInput!) {
      passwordChange(input: $input) {
        __typename
        ...Refused @unmask
        ... on PasswordChangePayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
  {
    refusal: (refusal) =>
      refusal.__typename === "InvalidCredentialsError"
        ? refusedField("currentPassword", "WRONG_PASSWORD", refusal.message)
        : null,
  },
);
