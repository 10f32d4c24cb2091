import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { useWide } from "../components/use-wide.js";
// What this page is there for: fetched along with it, and shown by the page around it.
import "../features/expenses/ExpenseList.js";

// The list does not wait for it, and a phone never shows it.
const GroupAside = lazy(async () => ({ default: (await import("../features/groups/GroupAside.js")).GroupAside }));

/** What stands beside the list while no expense is open. */
export function Component() {
  const { groupId } = useParams() as { groupId: string };
  return (
    useWide() && (
      <Suspense>
        <GroupAside groupId={groupId} />
      </Suspense>
    )
  );
}
