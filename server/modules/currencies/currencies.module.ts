import type { Module } from "../../platform/module.js";
import { ExchangeRateQueries } from "./exchange-rate.queries.js";
import { visibleRate } from "./group-rate.access.js";
import { GroupRate } from "./group-rate.entity.js";
import { groupRateEvents } from "./group-rate.events.js";
import { GroupRateFields, GroupRatesFields } from "./group-rate.fields.js";
import { GroupRateRemoveResolver } from "./mutations/groupRateRemove.js";
import { GroupRateSetResolver } from "./mutations/groupRateSet.js";
import { fetchRatesJob } from "./rates.job.js";
import { CurrencySettings } from "./settings.js";

export const currencies: Module = {
  name: "currencies",
  entities: [GroupRate],
  events: groupRateEvents,
  tables: ["exchange_rates"],
  resolvers: [ExchangeRateQueries, GroupRatesFields, GroupRateFields, GroupRateSetResolver, GroupRateRemoveResolver],
  ids: { rat: GroupRate },
  settings: CurrencySettings,
  nodes: { rat: visibleRate },
  jobs: [fetchRatesJob],
};
