import type { Module } from "../../platform/module.js";
import { UserUpdateResolver } from "./mutations/userUpdate.js";
import { User } from "./user.entity.js";
import { UserFields } from "./user.fields.js";
import { userById } from "./user.loader.js";

export const users: Module = {
  name: "users",
  entities: [User],
  resolvers: [UserFields, UserUpdateResolver],
  nodes: {
    /** One's own account; another person's is seen through a group that both are in. */
    usr: async (ctx, id) => (id === ctx.viewer.userId ? ctx.loader(userById).load(id) : null),
  },
};
