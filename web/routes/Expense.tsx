import { Navigate, useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { useWide } from "../components/use-wide.js";
import { ExpenseComing } from "../features/expenses/ExpenseComing.js";
import { ExpensePanel } from "../features/expenses/ExpensePanel.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpensePage = graphql(`
  query ExpensePage($expenseId: ID!) {
    expense(id: $expenseId) {
      id
      group {
        id
      }
      ...ExpensePanel_expense
    }
  }
`);

/** The expense; where there is room, beside the list of its group, which has an address of its own for that. */
export function Component() {
  const wide = useWide();
  const { expenseId } = useParams() as { expenseId: string };
  const { data } = usePageQuery(ExpensePage, { expenseId });
  if (!data) return <ExpenseComing expenseId={expenseId} />;
  if (!data.expense) return <NotHere />;
  if (wide) return <Navigate replace to={`/groups/${data.expense.group.id}/expenses/${expenseId}`} />;
  return <ExpensePanel expense={data.expense} />;
}
