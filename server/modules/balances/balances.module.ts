import type { Module } from "../../platform/module.js";
import { BalanceFields, GroupBalanceFields, TransferFields } from "./balance.fields.js";
import { BalancesInFields, ConvertedBalanceFields } from "./balances-in.fields.js";
import { effectFields, LedgerEffectFields } from "./effect.fields.js";
import {
  BalanceChangeFields,
  BalanceExplanationFields,
  ExplanationRowFields,
  GroupChangeFields,
  SubstitutionHopFields,
  TransferExplanationFields,
} from "./explanation.fields.js";

import { ViewerTotalsQueries } from "./viewer-totals.fields.js";

export const balances: Module = {
  name: "balances",
  resolvers: [
    ViewerTotalsQueries,
    LedgerEffectFields,
    ...effectFields,
    GroupBalanceFields,
    BalanceFields,
    TransferFields,
    BalanceExplanationFields,
    TransferExplanationFields,
    GroupChangeFields,
    BalanceChangeFields,
    ExplanationRowFields,
    SubstitutionHopFields,
    BalancesInFields,
    ConvertedBalanceFields,
  ],
};
