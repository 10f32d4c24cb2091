import type { Module } from "../../platform/module.js";
import { Household } from "./household.entity.js";
import { householdEvents } from "./household.events.js";
import {
  GroupHouseholdFields,
  HouseholdFields,
  householdForViewer,
  MemberHouseholdFields,
} from "./household.fields.js";
import { HouseholdCreateResolver } from "./mutations/householdCreate.js";
import { HouseholdDissolveResolver } from "./mutations/householdDissolve.js";
import { HouseholdUpdateResolver } from "./mutations/householdUpdate.js";

export const households: Module = {
  name: "households",
  ids: { hsh: Household },
  entities: [Household],
  events: householdEvents,
  resolvers: [
    GroupHouseholdFields,
    HouseholdFields,
    MemberHouseholdFields,
    HouseholdCreateResolver,
    HouseholdUpdateResolver,
    HouseholdDissolveResolver,
  ],
  nodes: { hsh: (ctx, id) => ctx.loader(householdForViewer).load(id) },
};
