import type { Module } from "../../platform/module.js";
import { SessionCreateResolver } from "./mutations/sessionCreate.js";
import { SessionRefreshResolver } from "./mutations/sessionRefresh.js";
import { SessionRevokeResolver } from "./mutations/sessionRevoke.js";
import { UserRegisterResolver } from "./mutations/userRegister.js";
import { RefreshTokenRow, SessionRow } from "./session.entity.js";

export const auth: Module = {
  name: "auth",
  entities: [SessionRow, RefreshTokenRow],
  resolvers: [UserRegisterResolver, SessionCreateResolver, SessionRefreshResolver, SessionRevokeResolver],
};
