import { quietEvent } from "../../platform/events/event-type.js";
import type { Household } from "./household.entity.js";

export const householdCreated = quietEvent<Household>("household.created");
export const householdUpdated = quietEvent<Household>("household.updated");
export const householdDissolved = quietEvent<Household>("household.dissolved");

export const householdEvents = [householdCreated, householdUpdated, householdDissolved];
