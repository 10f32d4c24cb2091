import { ApolloProvider } from "@apollo/client/react";
import { ChakraProvider } from "@chakra-ui/react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { RouterProvider } from "react-router/dom";
import { apollo } from "./lib/apollo.js";
import { PageFailure, Root, RootFailure } from "./routes/Root.js";
import { Shell } from "./routes/Shell.js";
import { system } from "./theme/system.js";

/** The pages of those who are signed in. */
const pages: RouteObject[] = [
  { path: "groups", lazy: () => import("./routes/Groups.js") },
  { path: "groups/new", lazy: () => import("./routes/GroupNew.js") },
  { path: "groups/:groupId/expenses/new", lazy: () => import("./routes/ExpenseNew.js") },
  { path: "groups/:groupId/expenses/:expenseId/edit", lazy: () => import("./routes/ExpenseEdit.js") },
  { path: "groups/:groupId/settle/new", lazy: () => import("./routes/SettlementNew.js") },
  {
    path: "groups/:groupId",
    lazy: () => import("./routes/Group.js"),
    children: [
      { index: true, lazy: () => import("./routes/GroupIndex.js") },
      {
        path: "expenses",
        lazy: () => import("./routes/GroupExpenses.js"),
        children: [{ path: ":expenseId", lazy: () => import("./routes/GroupExpense.js") }],
      },
      { path: "balances", lazy: () => import("./routes/GroupBalances.js") },
      { path: "settle", lazy: () => import("./routes/GroupSettle.js") },
      { path: "activity", lazy: () => import("./routes/GroupActivity.js") },
      { path: "members", lazy: () => import("./routes/GroupMembers.js") },
      { path: "settings", lazy: () => import("./routes/GroupSettings.js") },
    ],
  },
  { path: "groups/:groupId/balances/:memberId/:currency", lazy: () => import("./routes/BalanceWhy.js") },
  { path: "groups/:groupId/transfers/:fromId/:toId/:currency", lazy: () => import("./routes/TransferWhy.js") },
  { path: "groups/:groupId/changes", lazy: () => import("./routes/GroupChanges.js") },
  { path: "expenses/new", lazy: () => import("./routes/ExpenseNewAnywhere.js") },
  { path: "expenses/:expenseId", lazy: () => import("./routes/Expense.js") },
  { path: "expenses/:expenseId/edit", lazy: () => import("./routes/ExpenseEdit.js") },
  { path: "people", lazy: () => import("./routes/People.js") },
  { path: "people/new", lazy: () => import("./routes/PersonNew.js") },
  { path: "people/:personId", lazy: () => import("./routes/Person.js") },
  { path: "import", lazy: () => import("./routes/ImportNew.js") },
  { path: "import/:importId", lazy: () => import("./routes/Import.js") },
  { path: "profile", lazy: () => import("./routes/Profile.js") },
  { path: "*", lazy: () => import("./routes/NotFound.js") },
];

const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: RootFailure,
    HydrateFallback: () => null,
    children: [
      { path: "sign-in", lazy: () => import("./routes/SignIn.js") },
      { path: "sign-up", lazy: () => import("./routes/SignUp.js") },
      { path: "forgot", lazy: () => import("./routes/Forgot.js") },
      { path: "reset/:token", lazy: () => import("./routes/Reset.js") },
      { path: "join/:code", lazy: () => import("./routes/Join.js") },
      {
        Component: Shell,
        children: [{ ErrorBoundary: PageFailure, children: pages }],
      },
    ],
  },
]);

export function App() {
  return (
    <ApolloProvider client={apollo}>
      <ChakraProvider value={system}>
        <RouterProvider router={router} />
      </ChakraProvider>
    </ApolloProvider>
  );
}
