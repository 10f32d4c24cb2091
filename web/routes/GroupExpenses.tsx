import { chakra } from "@chakra-ui/react";
import { lazy, Suspense, useRef } from "react";
import { matchPath, Outlet, useLocation, useParams } from "react-router";
import { Skeleton } from "../components/Skeleton.js";
import { useWide } from "../components/use-wide.js";
import type { ListedRows } from "../features/expenses/ExpenseTimeline.js";
import { useComingPath } from "../lib/AddressRouter.js";

// Whoever opens one expense by its address reads that, while the list beside it is still on its way.
const ExpenseList = lazy(async () => ({ default: (await import("../features/expenses/ExpenseList.js")).ExpenseList }));
// A phone never needs them.
const RowKeys = lazy(async () => ({ default: (await import("../features/expenses/RowKeys.js")).RowKeys }));

const Columns = chakra("div", {
  base: {
    display: "grid",
    columnGap: "10",
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "minmax(0, 42.5rem) minmax(16rem, 24rem)" },
    alignItems: "start",
  },
});

const Beside = chakra("div", {
  base: {
    position: "sticky",
    top: "8",
    minWidth: "0",
    maxHeight: "calc(100dvh - 4rem)",
    overflowY: "auto",
    // So that the ring of what has the focus is not cut off.
    padding: "1",
    margin: "-1",
  },
});

/** The list; where there is room, with the expense that is open beside it, or else with who owes whom. */
export function Component() {
  const { groupId, expenseId } = useParams() as { groupId: string; expenseId?: string };
  const { search } = useLocation();
  const wide = useWide();
  const rows = useRef<ListedRows>(null);
  const list = `/groups/${groupId}/expenses`;
  const addressOf = (id: string | null) => (id === null ? list : `${list}/${id}`) + search;
  const comingId = matchPath("/groups/:groupId/expenses/:expenseId", useComingPath())?.params.expenseId;
  if (!wide && expenseId) return <Outlet />;
  const shown = wide ? { addressOf, openId: expenseId, rows } : {};
  const expenses = (
    <Suspense fallback={<Skeleton />}>
      <ExpenseList groupId={groupId} {...shown} />
    </Suspense>
  );
  if (!wide) return expenses;
  return (
    <Columns>
      <Suspense>
        <RowKeys comingId={comingId} addressOf={addressOf} rows={rows} />
      </Suspense>
      {expenses}
      {expenseId ? (
        <Beside key="detail">
          <Outlet />
        </Beside>
      ) : (
        <Outlet />
      )}
    </Columns>
  );
}
