import type { Module } from "../../platform/module.js";
import { BalanceFields, GroupBalanceFields, TransferFields } from "./balance.fields.js";

export const balances: Module = {
  name: "balances",
  resolvers: [GroupBalanceFields, BalanceFields, TransferFields],
};
