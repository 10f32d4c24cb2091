import { chakra } from "@chakra-ui/react";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation, useParams } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { ButtonLink } from "../components/Button.js";
import { Chip, Row, Stack } from "../components/Layout.js";
import { BalanceWords } from "../components/Money.js";
import { NotHere } from "../components/NotHere.js";
import { Skeleton } from "../components/Skeleton.js";
import { useTitle } from "../components/use-title.js";
import { ArchivedNotice } from "../features/groups/ArchivedNotice.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupFrame = graphql(`
  query GroupFrame($groupId: ID!) {
    group(id: $groupId) {
      id
      name
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
    }
  }
`);

const TABS = ["expenses", "balances", "settle", "activity", "members", "settings"] as const;

const Tabs = chakra("nav", {
  base: {
    display: "flex",
    gap: "1",
    position: "relative",
    overflowX: "auto",
    scrollbarWidth: "none",
    padding: "1",
    marginInline: "-1",
  },
});
const Tab = chakra(NavLink, {
  base: {
    display: "inline-flex",
    alignItems: "center",
    minHeight: "10",
    paddingInline: "3",
    borderRadius: "control",
    color: "fg.muted",
    fontWeight: "medium",
    whiteSpace: "nowrap",
    _hover: { bg: "subtle", color: "fg" },
    "&.active": { bg: "subtle", color: "fg" },
  },
});

/** The frame around a group's tabs, each of which has its own address. */
export function Component() {
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const { pathname } = useLocation();
  const { data } = usePageQuery(GroupFrame, { groupId });
  const tab = TABS.find((each) => pathname.endsWith(`/${each}`)) ?? "expenses";
  const group = data?.group;
  const tabs = useRef<HTMLElement>(null);
  const known = Boolean(group);
  // On a phone the tabs are wider than the screen: the open one comes into sight.
  useEffect(() => {
    const open = known && tabs.current?.querySelector<HTMLElement>(`[href$="/${tab}"]`);
    if (open && tabs.current)
      tabs.current.scrollLeft = open.offsetLeft - (tabs.current.clientWidth - open.clientWidth) / 2;
  }, [tab, known]);
  useTitle(group ? `${t(`tab.${tab}`)} · ${group.name}` : t("nav.groups"));
  if (!data) return <Skeleton heading />;
  if (!group) return <NotHere />;
  const nothing = { amount: "0", currency: group.currency };
  const nets = group.viewerBalances.length > 0 ? group.viewerBalances.map((balance) => balance.net) : [nothing];
  return (
    <Stack gap="6" maxWidth="page" marginInline="auto" width="full">
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <Row justifyContent="space-between" flexWrap="wrap" alignItems="flex-start">
        <Stack gap="1">
          <Row flexWrap="wrap">
            <chakra.h1 fontSize={{ base: "xl", md: "2xl" }}>{group.name}</chakra.h1>
            {group.archivedAt && <Chip>{t("group.archived")}</Chip>}
          </Row>
          {group.viewerMember && (
            <Row flexWrap="wrap" columnGap="4" rowGap="0">
              {nets.map((net) => (
                <BalanceWords key={net.currency} net={net} whose="mine" />
              ))}
            </Row>
          )}
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
      </Row>
      <ArchivedNotice group={group} />
      <Tabs ref={tabs} aria-label={t("tab.label")}>
        {TABS.map((each) => (
          <Tab key={each} to={`/groups/${group.id}/${each}`}>
            {t(`tab.${each}`)}
          </Tab>
        ))}
      </Tabs>
      <Boundary place={pathname}>
        <Outlet />
      </Boundary>
    </Stack>
  );
}
