import { Navigate, useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { useWide } from "../components/use-wide.js";
import { ExpenseComing } from "../features/expenses/ExpenseComing.js";
import { ExpensePanel } from "../features/expenses/ExpensePanel.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupExpensePage = graphql(`
  query GroupExpensePage($expenseId: ID!) {
    expense(id: $expenseId) {
      id
      group {
        id
      }
      ...ExpensePanel_expense
    }
  }
`);

/** An expense beside the list that it stands in; without room for both it is a page of its own. */
export function Component() {
  const wide = useWide();
  const { expenseId, groupId } = useParams() as { expenseId: string; groupId: string };
  const { data } = usePageQuery(GroupExpensePage, { expenseId });
  if (!wide) return <Navigate replace to={`/expenses/${expenseId}`} />;
  if (!data) return <ExpenseComing expenseId={expenseId} />;
  if (data.expense?.group.id !== groupId) return <NotHere />;
  return <ExpensePanel expense={data.expense} beside />;
}
