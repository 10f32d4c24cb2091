import type { Module } from "../../platform/module.js";
import { PersonSettleResolver } from "./mutations/personSettle.js";
import { PersonFields, PersonLedgerFields } from "./person.fields.js";

export const people: Module = {
  name: "people",
  resolvers: [PersonFields, PersonLedgerFields, PersonSettleResolver],
};
