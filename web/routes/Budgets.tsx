import { PiggyBank, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { isId } from "../../server/kernel/ids.js";
import { deviceToday } from "../../server/kernel/today.js";
import { Button } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Stack, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Sheet } from "../components/Sheet.js";
import { Skeleton } from "../components/Skeleton.js";
import { BudgetCard } from "../features/budgets/BudgetCard.js";
import { BudgetForm } from "../features/budgets/BudgetForm.js";
import type { ShownBudget } from "../features/budgets/budget-parts.js";
import { useAllGroups } from "../features/groups/all-groups.js";
import { GroupField } from "../features/groups/GroupField.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const BudgetsPage = graphql(`
  query BudgetsPage($groupId: ID!, $inGroup: Boolean!) {
    viewer {
      id
      preferredCurrency
      budgets @skip(if: $inGroup) {
        ...BudgetParts @unmask
      }
    }
    group(id: $groupId) @include(if: $inGroup) {
      id
      name
      currency
      viewerCan {
        record
      }
      categories {
        id
        name
      }
      budgets {
        ...BudgetParts @unmask
      }
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
          categories @skip(if: $inGroup) {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("statistics").catch(() => undefined);

/** Budgets: one's own, which one's shares fill, or those of a group, which all that it spends fills. */
export function Component() {
  useWords("statistics");
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("group");
  const groupId = asked !== null && isId("grp", asked) ? asked : null;
  const { data, previous } = usePageQuery(BudgetsPage, { groupId: groupId ?? "", inGroup: groupId !== null });
  const [open, setOpen] = useState<ShownBudget | "new" | null>(null);
  // What one chooses by stays, with the focus on it, until the budgets of another are here.
  const seen = data ?? previous;
  const groups = useAllGroups(seen?.groups, data?.group);
  if (!seen?.viewer) return <Skeleton heading />;
  const { viewer, group } = seen;
  const budgets = (groupId ? group?.budgets : viewer.budgets) ?? [];
  const categories = (groupId ? group?.categories : seen.groups.edges[0]?.node.categories) ?? [];
  const canChange = data !== null && (groupId === null || group?.viewerCan.record === true);
  const add = (look: "primary" | "quiet") => (
    <Button look={look} aria-haspopup="dialog" onClick={() => setOpen("new")}>
      <Plus size={18} aria-hidden /> {t("budget.add")}
    </Button>
  );
  return (
    <Page title={t("budget.title")} width="text" actions={canChange && budgets.length > 0 && add("primary")}>
      <Stack>
        <GroupField
          label={t("budget.whose")}
          none={t("budget.mine")}
          groups={groups}
          value={groupId ?? ""}
          onChange={(value) => setSearch(value ? { group: value } : {}, { replace: true })}
        />
        {!data && <Skeleton />}
        {data && budgets.length === 0 && (
          <Surface>
            <EmptyState
              icon={PiggyBank}
              title={t("budget.emptyTitle")}
              text={t(groupId ? "budget.emptyGroup" : "budget.emptyMine")}
            >
              {canChange && add("primary")}
            </EmptyState>
          </Surface>
        )}
        {data &&
          budgets.map((budget) => (
            <BudgetCard key={budget.id} budget={budget} canChange={canChange} onEdit={() => setOpen(budget)} />
          ))}
      </Stack>
      {open && (
        <Sheet title={t(open === "new" ? "budget.add" : "budget.change")} onClose={() => setOpen(null)}>
          <BudgetForm
            groupId={groupId}
            budget={open === "new" ? null : open}
            currency={group?.currency ?? viewer.preferredCurrency}
            categories={categories}
            today={deviceToday()}
            onDone={() => setOpen(null)}
          />
        </Sheet>
      )}
    </Page>
  );
}
