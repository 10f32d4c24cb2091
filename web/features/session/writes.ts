import { graphql } from "../../gql/index.js";
import { done, refusedField } from "../../lib/outcome.js";
import { enterSession, leaveSession } from "../../lib/session.js";
import { write } from "../../lib/write.js";

/** Begins a session with what an answer grants. */
function entered({ session }: { session: Parameters<typeof enterSession>[0] }): true {
  enterSession(session);
  return true;
}

/** Forgets everything here. */
function left(): true {
  leaveSession();
  return true;
}

/** Signs in; with `cookie` the refresh token goes into the browser's cookie, out of any script's reach. */
export const useSignIn = write(
  graphql(`
    mutation SessionCreate($input: SessionCreateInput!) {
      sessionCreate(input: $input) {
        __typename
        ...Refused @unmask
        ... on SessionCreatePayload { session { accessToken expiresAt } }
      }
    }
  `),
  entered,
  { requestId: false, rereads: false },
);

/** Makes an account and signs in with it; of `cookie` the same is true. */
export const useSignUp = write(
  graphql(`
    mutation UserRegister($input: UserRegisterInput!) {
      userRegister(input: $input) {
        __typename
        ...Refused @unmask
        ... on UserRegisterPayload { session { accessToken expiresAt } }
      }
    }
  `),
  entered,
  {
    requestId: false,
    rereads: false,
    refusal: (refusal) =>
      refusal.__typename === "EmailTakenError" ? refusedField("email", "EMAIL_TAKEN", refusal.message) : null,
  },
);

/** Ends the session on the server and forgets everything here. */
export const useSignOut = write(
  graphql(`
    mutation SessionRevoke($input: SessionRevokeInput!) {
      sessionRevoke(input: $input) {
        __typename
        ...Refused @unmask
        ... on SessionRevokePayload { ok }
      }
    }
  `),
  left,
  // A session that is over already is what was wanted; and it is over for whoever closes the window at once, too.
  { requestId: false, rereads: false, outlivesPage: true, refusal: () => done(left()) },
);

/** Signs the reader out on another device. */
export const useSessionEnd = write(
  graphql(`
    mutation SessionEnd($input: SessionRevokeInput!) {
      sessionRevoke(input: $input) {
        __typename
        ...Refused @unmask
        ... on SessionRevokePayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
  { requestId: false },
);

/** Signs the reader out everywhere else. */
export const useSessionsEndOthers = write(
  graphql(`
    mutation SessionsEndOthers($input: SessionsRevokeOthersInput!) {
      sessionsRevokeOthers(input: $input) {
        __typename
        ...Refused @unmask
        ... on SessionsRevokeOthersPayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
);

/** Asks for a letter by which a new password can be chosen. */
export const usePasswordResetRequest = write(
  graphql(`
    mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
      passwordResetRequest(input: $input) {
        __typename
        ...Refused @unmask
        ... on PasswordResetRequestPayload { ok }
      }
    }
  `),
  ({ ok }) => ok,
  { requestId: false, rereads: false },
);

/** What became of a link: it changed the password, or it is of no more use. */
export type ResetResult = "changed" | "spent";

/** Chooses a new password by the link of a letter. It ends every session, also the one that this browser may have. */
export const usePasswordReset = write(
  graphql(`
    mutation PasswordReset($input: PasswordResetInput!) {
      passwordReset(input: $input) {
        __typename
        ...Refused @unmask
        ... on PasswordResetPayload { ok }
      }
    }
  `),
  (): ResetResult => {
    leaveSession();
    return "changed";
  },
  {
    requestId: false,
    rereads: false,
    refusal: (refusal) => (refusal.__typename === "NotFoundError" ? done<ResetResult>("spent") : null),
  },
);
