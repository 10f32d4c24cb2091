import type { Module } from "../../platform/module.js";
import { PasswordChangeResolver } from "./mutations/passwordChange.js";
import { PasswordResetResolver } from "./mutations/passwordReset.js";
import { PasswordResetRequestResolver } from "./mutations/passwordResetRequest.js";
import { SessionCreateResolver } from "./mutations/sessionCreate.js";
import { SessionRefreshResolver } from "./mutations/sessionRefresh.js";
import { SessionRevokeResolver } from "./mutations/sessionRevoke.js";
import { SessionsRevokeOthersResolver } from "./mutations/sessionsRevokeOthers.js";
import { UserRegisterResolver } from "./mutations/userRegister.js";
import { passwordResetJob } from "./password-reset.job.js";
import { RefreshTokenRow, SessionRow } from "./session.entity.js";
import { UserSessionFields, visibleSession } from "./session.fields.js";

export const auth: Module = {
  name: "auth",
  entities: [SessionRow, RefreshTokenRow],
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
  nodes: { ses: visibleSession },
  jobs: [passwordResetJob],
};
