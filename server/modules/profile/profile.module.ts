import type { Module } from "../../platform/module.js";
import { AVATAR_FILE } from "./avatar.js";
import { avatarFileRetention, forgetAvatarOf, removeAvatarJob } from "./avatar.service.js";
import { UserUpdateResolver } from "./mutations/userUpdate.js";
import { ProfileFields } from "./profile.fields.js";

export const profile: Module = {
  name: "profile",
  resolvers: [ProfileFields, UserUpdateResolver],
  files: [AVATAR_FILE],
  storedKeys: "select avatar_key as key, true as claimed from users where avatar_key is not null",
  endAccount: forgetAvatarOf,
  jobs: [removeAvatarJob],
  retention: [avatarFileRetention],
};
