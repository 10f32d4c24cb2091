import type { Module } from "../../platform/module.js";
import { PRESENCE_LIMITS } from "./limits.js";
import { PresenceSetResolver } from "./mutations/presenceSet.js";
import { PresenceFields } from "./presence.fields.js";
import { GroupPresenceResolver } from "./subscriptions/groupPresence.js";

export const presence: Module = {
  name: "presence",
  limits: PRESENCE_LIMITS,
  resolvers: [PresenceFields, PresenceSetResolver, GroupPresenceResolver],
};
