import type { Module } from "../../platform/module.js";
import { sqlRetention } from "../../platform/retention.js";
import { EmailTakenError } from "./email-taken.js";
import { InvalidCredentialsError } from "./invalid-credentials.js";
import { AUTH_LIMITS } from "./limits.js";
import { PasswordChangeResolver } from "./mutations/passwordChange.js";
import { PasswordResetResolver } from "./mutations/passwordReset.js";
import { PasswordResetRequestResolver } from "./mutations/passwordResetRequest.js";
import { SessionCreateResolver } from "./mutations/sessionCreate.js";
import { SessionRefreshResolver } from "./mutations/sessionRefresh.js";
import { SessionRevokeResolver } from "./mutations/sessionRevoke.js";
import { SessionsRevokeOthersResolver } from "./mutations/sessionsRevokeOthers.js";
import { UserRegisterResolver } from "./mutations/userRegister.js";
import { passwordResetJob } from "./password-reset.job.js";
import { RefreshTokenRow, SessionRow, UserSession } from "./session.entity.js";
import { UserSessionFields, visibleSession } from "./session.fields.js";
import { forgetSessions } from "./session.service.js";

/**
 * Sessions that can come to nothing any more: a day after they were ended, or once the last of their tokens has expired.
 * Until then their used tokens stay, because the second use of one tells of a theft.
 */
const DEAD_SESSIONS = `
  select s.id from sessions s where s.revoked_at < now() - interval '1 day'
    or not exists (select from refresh_tokens t where t.session_id = s.id and t.expires_at > now())
      and s.created_at < now() - interval '1 day'`;

export const auth: Module = {
  name: "auth",
  entities: [SessionRow, RefreshTokenRow],
  tables: ["password_resets"],
  resolvers: [
    UserRegisterResolver,
    SessionCreateResolver,
    SessionRefreshResolver,
    SessionRevokeResolver,
    SessionsRevokeOthersResolver,
    PasswordChangeResolver,
    PasswordResetRequestResolver,
    PasswordResetResolver,
    UserSessionFields,
  ],
  ids: { ses: UserSession },
  errors: [InvalidCredentialsError, EmailTakenError],
  limits: AUTH_LIMITS,
  nodes: { ses: visibleSession },
  jobs: [passwordResetJob],
  endAccount: async (tx, userId) => {
    await tx.run("delete from password_resets where user_id = $1", [userId]);
    await forgetSessions(tx, userId);
  },
  retention: [
    sqlRetention("password resets", "password_resets", "old.expires_at < now()"),
    sqlRetention("refresh tokens", "refresh_tokens", `old.session_id in (${DEAD_SESSIONS})`),
    sqlRetention("sessions", "sessions", `old.id in (${DEAD_SESSIONS})`),
  ],
};
