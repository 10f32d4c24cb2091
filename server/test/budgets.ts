/** What can be counted of what a test costs, on whatever machine it runs. */
export interface Spending {
  /** Random cases in memory. */
  readonly cases: number;
  /** Requests to a server of this process. */
  readonly operations: number;
  /** Servers of this process, each with a database of its own. */
  readonly servers: number;
  /** Databases beside those. */
  readonly databases: number;
  /** Programs of the product that run to their end. */
  readonly commands: number;
  /** The built product, started as a process. */
  readonly products: number;
  readonly browsers: number;
  /** Windows of a browser, each without a cookie or a cache. */
  readonly windows: number;
  /** Pages that are looked at for whether everybody can use them. */
  readonly looks: number;
}

export type Kind = keyof Spending;

/** What one of each takes of a core, in milliseconds, about; measured once, so that unlike things can be added up. */
export const PRICES: Spending = {
  cases: 1,
  operations: 12,
  servers: 300,
  databases: 100,
  commands: 1_500,
  products: 3_000,
  browsers: 1_500,
  windows: 11_000,
  looks: 350,
};

/** What a test file may spend that says nothing; a pure one may spend nothing. */
export const NORM: Spending = {
  cases: 0,
  operations: 200,
  servers: 1,
  databases: 0,
  commands: 0,
  products: 0,
  browsers: 0,
  windows: 0,
  looks: 0,
};

/** Of a file that talks to no server of its own process. */
const NO_SERVER = { servers: 0, operations: 0 } as const;

/**
 * What `npm test` may spend, in milliseconds of a core: nine minutes and a quarter of two. Whoever wants more says here
 * that it is worth it: half a minute is the form that nine tenths of all use are, and what a guest does; three quarters of one
 * are receipts, with readers that really read and are really killed; half a one is what was spent, and who is told of it, with a
 * browser of its own and workers that are killed between a mail and its note.
 */
export const CEILING = 9.25 * 60_000 * 2;

/**
 * What the test files spend that spend more than the norm: see spending.ts, which counts. Who asks until something has
 * happened has room for a slow machine.
 */
export const BUDGETS: Readonly<Record<string, Partial<Spending>>> = {
  "server/app/askers.test.ts": { operations: 2_200 },
  "server/app/backup.test.ts": { operations: 70, commands: 1, databases: 3 },
  "server/app/bad-input.test.ts": { operations: 2_900 },
  "server/app/error-reports.test.ts": { operations: 10 },
  "server/app/http.test.ts": { operations: 1_500, servers: 3 },
  "server/app/metrics.test.ts": { operations: 60 },
  "server/app/outages.test.ts": { operations: 2_000, servers: 2 },
  "server/app/viewers-class.test.ts": { operations: 300 },
  "server/app/waiting.test.ts": { operations: 800, servers: 4 },
  "server/crash.test.ts": { ...NO_SERVER, commands: 1, products: 3 },
  "server/kernel/allocation.test.ts": { cases: 2_000 },
  "server/kernel/amount-input.test.ts": { cases: 2_000 },
  "server/kernel/calendar.test.ts": { cases: 200 },
  "server/kernel/exact-sum.test.ts": { cases: 600 },
  "server/kernel/exchange.test.ts": { cases: 6_000 },
  "server/kernel/explain.test.ts": { cases: 4_000 },
  "server/kernel/itemize.test.ts": { cases: 3_400 },
  "server/kernel/kernel.test.ts": { cases: 5_000 },
  "server/kernel/settle-exact.test.ts": { cases: 2_030 },
  "server/kernel/settle-options.test.ts": { cases: 5_000 },
  "server/kernel/split.test.ts": { cases: 4_000 },
  "server/follow-crash.test.ts": { commands: 11 },
  "server/migrations/amounts-by-group-and-day.test.ts": { ...NO_SERVER, databases: 2 },
  "server/migrations/events-and-stays.test.ts": { ...NO_SERVER, databases: 1 },
  "server/migrations/invites-end-with-their-maker.test.ts": { ...NO_SERVER, databases: 1 },
  "server/migrations/spending.test.ts": { ...NO_SERVER, databases: 1 },
  "server/modules/analytics/group-analytics.test.ts": { operations: 40 },
  "server/modules/analytics/spending-histories.test.ts": { operations: 760 },
  "server/modules/analytics/spending.test.ts": { operations: 95 },
  "server/modules/auth/mutations/passwordChange.test.ts": { servers: 2 },
  "server/modules/auth/mutations/passwordResetRequest.test.ts": { servers: 2 },
  "server/modules/auth/mutations/sessionCreate.test.ts": { servers: 3 },
  "server/modules/balances/balances-in.test.ts": { operations: 250 },
  "server/modules/balances/explanation-histories.test.ts": { operations: 400 },
  "server/modules/balances/explanation.test.ts": { operations: 250 },
  "server/modules/balances/plan.test.ts": { cases: 1_200 },
  "server/modules/budgets/mutations/budgetCreate.test.ts": { operations: 70 },
  "server/modules/budgets/mutations/budgetDelete.test.ts": { operations: 30 },
  "server/modules/budgets/mutations/budgetRestore.test.ts": { operations: 40 },
  "server/modules/budgets/mutations/budgetUpdate.test.ts": { operations: 40 },
  "server/modules/budgets/thresholds.test.ts": { operations: 95 },
  "server/modules/balances/dry-run-histories.test.ts": { operations: 950 },
  "server/modules/expenses/conversion.test.ts": { operations: 250 },
  "server/modules/expenses/itemised.test.ts": { operations: 250 },
  "server/modules/expenses/mutations/expenseCreate.test.ts": { operations: 250 },
  "server/modules/expenses/races.test.ts": { operations: 1_500 },
  "server/modules/expenses/unchanged.test.ts": { operations: 250 },
  "server/modules/guests/mutations/guestCreate.test.ts": { servers: 2 },
  "server/modules/invites/mutations/inviteAccept.test.ts": { operations: 250 },
  "server/modules/invites/mutations/inviteCreate.test.ts": { servers: 4 },
  "server/modules/imports/examples.test.ts": { operations: 450 },
  "server/modules/imports/interpret.test.ts": { cases: 2_000 },
  "server/modules/imports/mutations/importCommit.test.ts": { operations: 300 },
  "server/modules/imports/mutations/importUndo.test.ts": { operations: 300 },
  "server/modules/imports/mutations/roundTrips.test.ts": { cases: 20, operations: 350 },
  "server/modules/ledger/histories.test.ts": { operations: 1_350 },
  "server/modules/people/mutations/person-payments.test.ts": { operations: 800 },
  "server/modules/people/mutations/personSettle.test.ts": { operations: 300 },
  "server/reader/rules/extract.test.ts": { cases: 1_000 },
  "server/notify-crash.test.ts": { operations: 300, commands: 6 },
  "server/modules/notifications/deliveries.test.ts": { operations: 265 },
  "server/modules/notifications/mutations/deviceAdd.test.ts": { operations: 60 },
  "server/modules/notifications/mutations/deviceConfirm.test.ts": { operations: 20 },
  "server/modules/notifications/mutations/deviceRemove.test.ts": { operations: 12 },
  "server/modules/notifications/mutations/emailResume.test.ts": { operations: 10 },
  "server/modules/notifications/mutations/groupMuteSet.test.ts": { operations: 40 },
  "server/modules/notifications/mutations/notificationPreferenceSet.test.ts": { operations: 30 },
  "server/modules/notifications/mutations/notificationRead.test.ts": { operations: 40 },
  "server/modules/notifications/mutations/nudgeSend.test.ts": { operations: 60 },
  "server/modules/notifications/mutations/quietHoursSet.test.ts": { operations: 20 },
  "server/modules/notifications/notifications.test.ts": { operations: 140 },
  "server/platform/jobs/job-runner.test.ts": { ...NO_SERVER, databases: 1 },
  "server/platform/jobs/jobs.command.test.ts": { operations: 20 },
  "server/platform/plain-rows.test.ts": { operations: 10 },
  "server/reading-crash.test.ts": { operations: 60, commands: 7 },
  "server/start.test.ts": { ...NO_SERVER, databases: 2, commands: 12, products: 20 },
  "server/test/browser.test.ts": { browsers: 2 },
  "server/worker.test.ts": { ...NO_SERVER, databases: 3, commands: 2, products: 3 },
  "web/accounts.test.ts": { products: 1, browsers: 1, windows: 3, looks: 12 },
  "web/bill.test.ts": { products: 1, browsers: 1, windows: 1, looks: 6 },
  "web/currencies.test.ts": { products: 1, browsers: 1, windows: 1, looks: 11 },
  "web/expense-form.test.ts": { products: 1, browsers: 1, windows: 1, looks: 12 },
  "web/forms.test.ts": { products: 1, browsers: 1, windows: 2 },
  "web/landing.test.ts": { products: 1, browsers: 1, windows: 1, looks: 2 },
  "web/imports.test.ts": { products: 1, browsers: 1, windows: 1, looks: 6 },
  "web/list.test.ts": { products: 1, browsers: 1, windows: 1, looks: 2 },
  "web/narrow.test.ts": { products: 1, browsers: 1, windows: 2 },
  "web/people.test.ts": { products: 1, browsers: 1, windows: 3, looks: 30 },
  "web/receipts.test.ts": { products: 1, browsers: 1, windows: 2, looks: 2 },
  "web/story.test.ts": { products: 1, browsers: 1, windows: 3, looks: 39 },
  "web/understanding.test.ts": { products: 1, browsers: 1, windows: 2, looks: 20 },
  "web/why.test.ts": { products: 1, browsers: 1, windows: 1, looks: 8 },
};
