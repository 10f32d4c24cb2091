import { ApolloProvider } from "@apollo/client/react";
import { ChakraProvider } from "@chakra-ui/react";
import { Suspense } from "react";
import { matchRoutes, type RouteObject, useRoutes } from "react-router";
import { AddressRouter } from "./lib/AddressRouter.js";
import { apollo } from "./lib/apollo.js";
import { type Fetching, page } from "./lib/lazy-page.js";
import { Root } from "./routes/Root.js";
import { Shell } from "./routes/Shell.js";
import { system } from "./theme/system.js";

/** The pages of those who are signed in. */
const pages: RouteObject[] = [
  page("home", () => import("./routes/Home.js")),
  page("groups", () => import("./routes/Groups.js")),
  page("groups/new", () => import("./routes/GroupNew.js")),
  page("groups/:groupId/expenses/new", () => import("./routes/ExpenseNew.js")),
  page("groups/:groupId/expenses/:expenseId/edit", () => import("./routes/ExpenseEdit.js")),
  page("groups/:groupId/settle/new", () => import("./routes/SettlementNew.js")),
  page("groups/:groupId", () => import("./routes/Group.js"), [
    page(null, () => import("./routes/GroupIndex.js")),
    page("expenses", () => import("./routes/GroupExpenses.js"), [
      page(null, () => import("./routes/GroupExpensesIndex.js")),
      page(":expenseId", () => import("./routes/GroupExpense.js")),
    ]),
    page("balances", () => import("./routes/GroupBalances.js")),
    page("settle", () => import("./routes/GroupSettle.js")),
    page("receipts", () => import("./routes/GroupReceipts.js")),
    page("statistics", () => import("./routes/GroupStatistics.js")),
    page("activity", () => import("./routes/GroupActivity.js")),
    page("members", () => import("./routes/GroupMembers.js")),
    page("settings", () => import("./routes/GroupSettings.js")),
  ]),
  page("groups/:groupId/balances/:memberId/:currency", () => import("./routes/BalanceWhy.js")),
  page("groups/:groupId/transfers/:fromId/:toId/:currency", () => import("./routes/TransferWhy.js")),
  page("groups/:groupId/receipts/:receiptId", () => import("./routes/Receipt.js")),
  page("groups/:groupId/changes", () => import("./routes/GroupChanges.js")),
  page("expenses/new", () => import("./routes/ExpenseNewAnywhere.js")),
  page("expenses/:expenseId", () => import("./routes/Expense.js")),
  page("expenses/:expenseId/edit", () => import("./routes/ExpenseEdit.js")),
  page("people", () => import("./routes/People.js")),
  page("people/new", () => import("./routes/PersonNew.js")),
  page("people/:personId", () => import("./routes/Person.js")),
  page("statistics", () => import("./routes/Statistics.js")),
  page("reports", () => import("./routes/Reports.js")),
  page("notifications", () => import("./routes/Notifications.js")),
  page("import", () => import("./routes/ImportNew.js")),
  page("import/:importId", () => import("./routes/Import.js")),
  page("profile", () => import("./routes/Profile.js")),
  page("profile/notifications", () => import("./routes/NotificationSettings.js")),
  page("*", () => import("./routes/NotFound.js")),
];

const routes: RouteObject[] = [
  {
    element: <Root />,
    children: [
      page("sign-in", () => import("./routes/SignIn.js")),
      page("sign-up", () => import("./routes/SignUp.js")),
      page("forgot", () => import("./routes/Forgot.js")),
      page("reset/:token", () => import("./routes/Reset.js")),
      page("join/:code", () => import("./routes/Join.js")),
      { element: <Shell />, children: pages },
    ],
  },
];

/** Begins to fetch all pages of an address at once: one that lies in another would wait until that is there. */
function fetchPages({ pathname }: { readonly pathname: string }): void {
  // Whoever renders the page says why it did not come.
  for (const { route } of matchRoutes(routes, pathname) ?? [])
    void (route.handle as Fetching | undefined)?.fetch().catch(() => undefined);
}

fetchPages(location);

function Pages() {
  return <Suspense fallback={null}>{useRoutes(routes)}</Suspense>;
}

export function App() {
  return (
    <ApolloProvider client={apollo}>
      <ChakraProvider value={system}>
        <AddressRouter prepare={fetchPages}>
          <Pages />
        </AddressRouter>
      </ChakraProvider>
    </ApolloProvider>
  );
}
