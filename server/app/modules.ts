import { activity } from "../modules/activity/activity.module.js";
import { analytics } from "../modules/analytics/analytics.module.js";
import { auth } from "../modules/auth/auth.module.js";
import { balances } from "../modules/balances/balances.module.js";
import { bills } from "../modules/bills/bills.module.js";
import { budgets } from "../modules/budgets/budgets.module.js";
import { currencies } from "../modules/currencies/currencies.module.js";
import { expenses } from "../modules/expenses/expenses.module.js";
import { feed } from "../modules/feed/feed.module.js";
import { groups } from "../modules/groups/groups.module.js";
import { guests } from "../modules/guests/guests.module.js";
import { home } from "../modules/home/home.module.js";
import { households } from "../modules/households/households.module.js";
import { imports } from "../modules/imports/imports.module.js";
import { invites } from "../modules/invites/invites.module.js";
import { ledger } from "../modules/ledger/ledger.module.js";
import { notifications } from "../modules/notifications/notifications.module.js";
import { people } from "../modules/people/people.module.js";
import { presence } from "../modules/presence/presence.module.js";
import { profile } from "../modules/profile/profile.module.js";
import { receipts } from "../modules/receipts/receipts.module.js";
import { reports } from "../modules/reports/reports.module.js";
import { settlements } from "../modules/settlements/settlements.module.js";
import { uploads } from "../modules/uploads/uploads.module.js";
import { users } from "../modules/users/users.module.js";
import type { Module } from "../platform/module.js";
import { withoutDoubles } from "./declarations.js";

/** Every slice of the product, in the order of dependency: a module imports only earlier ones. */
export const modules: readonly Module[] = withoutDoubles([
  users,
  auth,
  groups,
  invites,
  households,
  currencies,
  ledger,
  bills,
  uploads,
  profile,
  receipts,
  expenses,
  settlements,
  balances,
  people,
  imports,
  activity,
  feed,
  presence,
  guests,
  notifications,
  home,
  analytics,
  budgets,
  reports,
]);
