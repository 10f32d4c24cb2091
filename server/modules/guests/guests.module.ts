import type { Module } from "../../platform/module.js";
import { endedGuests } from "./ended-guests.service.js";
import { GUEST_LIMITS } from "./limits.js";
import { GuestCreateResolver } from "./mutations/guestCreate.js";
import { GuestKeepResolver } from "./mutations/guestKeep.js";

export const guests: Module = {
  name: "guests",
  limits: GUEST_LIMITS,
  resolvers: [GuestCreateResolver, GuestKeepResolver],
  retention: [endedGuests],
};
