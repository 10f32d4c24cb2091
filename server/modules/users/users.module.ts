import type { Module } from "../../platform/module.js";
import { User } from "./user.entity.js";
import { UserFields } from "./user.fields.js";

export const users: Module = {
  name: "users",
  ids: { usr: User },
  entities: [User],
  resolvers: [UserFields],
  endAccount: (tx, userId) => tx.run("delete from users where id = $1", [userId]),
};
