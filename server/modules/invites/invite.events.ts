import { quietEvent } from "../../platform/events/event-type.js";
import type { Invite } from "./invite.entity.js";

export const inviteCreated = quietEvent<Invite>("invite.created", { concerns: "ADMINS" });
export const inviteRevoked = quietEvent<Invite>("invite.revoked", { concerns: "ADMINS", replaces: true });

export const inviteEvents = [inviteCreated, inviteRevoked];
