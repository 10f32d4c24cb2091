import { chakra } from "@chakra-ui/react";
import { useRef } from "react";
import { useLocation, useOutlet, useParams } from "react-router";
import { useWide } from "../components/use-wide.js";
import { ExpenseList } from "../features/expenses/ExpenseList.js";
import type { ListedRows } from "../features/expenses/ExpenseTimeline.js";
import { useRowKeys } from "../features/expenses/useRowKeys.js";
import { GroupAside } from "../features/groups/GroupAside.js";

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
  const detail = useOutlet();
  const rows = useRef<ListedRows>(null);
  const list = `/groups/${groupId}/expenses`;
  const addressOf = (id: string | null) => (id === null ? list : `${list}/${id}`) + search;
  const onKeyDown = useRowKeys({ openId: expenseId, addressOf, rows });
  if (!wide) return detail ?? <ExpenseList groupId={groupId} />;
  return (
    <Columns onKeyDown={onKeyDown}>
      <ExpenseList groupId={groupId} addressOf={addressOf} openId={expenseId} rows={rows} />
      {detail ? <Beside key="detail">{detail}</Beside> : <GroupAside groupId={groupId} />}
    </Columns>
  );
}
