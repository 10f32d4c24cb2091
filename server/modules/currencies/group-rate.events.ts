import { quietEvent } from "../../platform/events/event-type.js";
import type { GroupRate } from "./group-rate.entity.js";

export const rateSet = quietEvent<GroupRate>("rate.set");
export const rateRemoved = quietEvent<GroupRate>("rate.removed");

export const groupRateEvents = [rateSet, rateRemoved];
