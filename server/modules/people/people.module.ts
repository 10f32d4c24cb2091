import type { Module } from "../../platform/module.js";
import { PersonSettleResolver } from "./mutations/personSettle.js";
import { PersonFields, PersonLedgerFields } from "./person.fields.js";

export const people: Module = {
  name: "people",
  // A payment across groups is its settlements: it has no row and no type.
  ids: { pay: null },
  resolvers: [PersonFields, PersonLedgerFields, PersonSettleResolver],
};
