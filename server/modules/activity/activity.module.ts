import type { Module } from "../../platform/module.js";
import { GroupEvent } from "./group-event.entity.js";
import { ExpenseHistoryFields, GroupActivityFields, GroupEventFields } from "./group-event.fields.js";
import { GroupEventsResolver } from "./subscriptions/groupEvents.js";

export const activity: Module = {
  name: "activity",
  entities: [GroupEvent],
  resolvers: [GroupActivityFields, ExpenseHistoryFields, GroupEventFields, GroupEventsResolver],
};
