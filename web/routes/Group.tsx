import { chakra } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useParams } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { ButtonLink } from "../components/Button.js";
import { GroupBadge } from "../components/GroupBadge.js";
import { Chip, Row, Stack } from "../components/Layout.js";
import { Settled } from "../components/Money.js";
import { NotHere } from "../components/NotHere.js";
import { Skeleton } from "../components/Skeleton.js";
import { Sum, Sums } from "../components/Sums.js";
import { useTitle } from "../components/use-title.js";
import { ExpenseNewPage, newExpenseOf } from "../features/expenses/expense-new-page.js";
import { ArchivedNotice } from "../features/groups/ArchivedNotice.js";
import { GroupTabs, isDaily, tabOf } from "../features/groups/GroupTabs.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { InviteOffer } from "../features/members/InviteOffer.js";
import { Presence } from "../features/presence/Presence.js";
import { graphql } from "../gql/index.js";
import { isNegative, isZero, type MoneyText, withoutSign } from "../lib/format.js";
import { whenIdle } from "../lib/later.js";
import { prepareQuery, usePageQuery } from "../lib/page-query.js";

const GroupFrame = graphql(`
  query GroupFrame($groupId: ID!) {
    group(id: $groupId) {
      id
      name
      emoji
      colour
      currency
      archivedAt
      lastEventSeq
      viewerMember {
        id
      }
      viewerCan {
        record
      }
      viewerBalances {
        net {
          amount
          currency
        }
      }
      ...ArchivedNotice_group
      ...InviteOffer_group
    }
  }
`);

const Head = chakra("div", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: "4",
    rowGap: "3",
    minWidth: "0",
    "& > :nth-child(2)": { flex: "1 1 10rem" },
  },
});

/** What one goes to next, most days. */
function loadDailyPages(): void {
  void Promise.allSettled([
    import("./GroupBalances.js"),
    import("./GroupSettle.js"),
    import("./GroupExpenses.js"),
    import("./GroupExpensesIndex.js"),
    import("./GroupExpense.js"),
    import("./Expense.js"),
  ]);
}

/** Loads the page of a new expense and what it shows, so that it stands there as soon as it is asked for. */
async function prepareExpenseForm(groupId: string): Promise<void> {
  await Promise.allSettled([import("./ExpenseNew.js"), prepareQuery(ExpenseNewPage, newExpenseOf(groupId))]);
}

/** The frame around a group's tabs, each of which has its own address. */
export function Component() {
  const { t } = useTranslation();
  const { groupId, expenseId } = useParams() as { groupId: string; expenseId?: string };
  const { pathname } = useLocation();
  const { data } = usePageQuery(GroupFrame, { groupId });
  const tab = tabOf(pathname);
  const group = data?.group;
  const seq = group?.viewerCan.record && isDaily(tab) ? group.lastEventSeq : null;
  // After each event anew, because one's own write makes what was read before it too old to show.
  useEffect(() => (seq === null ? undefined : whenIdle(() => void prepareExpenseForm(groupId))), [groupId, seq]);
  useEffect(() => whenIdle(loadDailyPages), []);
  useTitle(expenseId ? null : group ? `${t(`tab.${tab}`)} · ${group.name}` : t("nav.groups"));
  if (!data) return <Skeleton heading />;
  if (!group) return <NotHere />;
  return (
    <Stack gap={{ base: "4", md: "6" }} maxWidth="page" width="full">
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <Head>
        <GroupBadge group={group} size="lg" />
        <Stack gap="1">
          <Row flexWrap="wrap">
            <chakra.h1 fontSize={{ base: "xl", md: "2xl" }}>{group.name}</chakra.h1>
            {group.archivedAt && <Chip>{t("group.archived")}</Chip>}
          </Row>
          {/* As high as a face, and in one line, so that nothing moves when somebody comes. */}
          <Row minHeight="7">
            {group.viewerMember && <Position nets={group.viewerBalances.map(({ net }) => net)} />}
            <Presence groupId={group.id} subjectId={group.id} ownMemberId={group.viewerMember?.id} look="faces" />
          </Row>
        </Stack>
        {group.viewerCan.record && (
          <ButtonLink
            to={`/groups/${group.id}/expenses/new`}
            look="primary"
            display={{ base: "none", md: "inline-flex" }}
          >
            <Plus size={18} aria-hidden /> {t("nav.addExpense")}
          </ButtonLink>
        )}
      </Head>
      <ArchivedNotice group={group} />
      {tab === "expenses" && <InviteOffer group={group} />}
      <GroupTabs groupId={group.id} open={tab} />
      <Boundary place={pathname}>
        <Outlet />
      </Boundary>
    </Stack>
  );
}

/** What the reader is owed here, and owes. */
function Position({ nets }: { nets: readonly MoneyText[] }) {
  const { t } = useTranslation();
  const of = (way: "owed" | "owing") =>
    nets
      .filter(({ amount }) => !isZero(amount) && isNegative(amount) === (way === "owing"))
      .map((net) => ({ ...net, amount: withoutSign(net.amount) }));
  const sums = (["owed", "owing"] as const).map((way) => ({ way, amounts: of(way) }));
  if (sums.every(({ amounts }) => amounts.length === 0)) return <Settled />;
  return (
    <Sums>
      {sums.map(
        ({ way, amounts }) =>
          amounts.length > 0 && <Sum key={way} way={way} label={t(`balance.bare.mine.${way}`)} amounts={amounts} />,
      )}
    </Sums>
  );
}
