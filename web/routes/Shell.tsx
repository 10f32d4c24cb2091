import { useFragment, useQuery } from "@apollo/client/react";
import { Box, chakra } from "@chakra-ui/react";
import { Bell, ChartPie, CircleUserRound, FileUp, FolderPlus, Handshake, House, Plus, UsersRound } from "lucide-react";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Outlet, useLocation, useParams } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { ConnectionPill } from "../components/ConnectionPill.js";
import { Skeleton } from "../components/Skeleton.js";
import { RailGroup } from "../features/groups/RailGroup.js";
import { Shortcuts } from "../features/shortcuts/Shortcuts.js";
import { graphql } from "../gql/index.js";
import { speak } from "../lib/i18n.js";
import { useLater } from "../lib/later.js";
import { useSessionStatus } from "../lib/session.js";

const ShellQuery = graphql(`
  query Shell {
    viewer {
      id
      name
      locale
      timeZone
      preferredCurrency
    }
    groups(first: 50, kind: GROUP) {
      edges {
        cursor
        node {
          id
          archivedAt
          ...RailGroup_group
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const Rail = chakra("nav", {
  base: {
    display: { base: "none", md: "flex" },
    flexDirection: "column",
    gap: "6",
    width: "rail",
    flexShrink: 0,
    position: "sticky",
    top: "0",
    height: "100dvh",
    overflowY: "auto",
    padding: "4",
    bg: "subtle",
  },
});
const Brand = chakra(NavLink, {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "2",
    fontWeight: "semibold",
    fontSize: "lg",
    minHeight: "10",
    paddingInline: "2",
    borderRadius: "control",
  },
});
const RailLink = chakra(NavLink, {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "3",
    minHeight: "10",
    paddingInline: "2",
    borderRadius: "control",
    color: "fg",
    _hover: { bg: "surface" },
    "&.active": { bg: "surface", fontWeight: "semibold" },
  },
});
const Bar = chakra("nav", {
  base: {
    display: { base: "grid", md: "none" },
    gridAutoFlow: "column",
    gridAutoColumns: "1fr",
    position: "fixed",
    insetInline: "0",
    bottom: "0",
    zIndex: "bar",
    bg: "subtle",
    paddingBottom: "env(safe-area-inset-bottom)",
  },
});
const BarLink = chakra(NavLink, {
  base: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: "0.5",
    minHeight: "16",
    paddingInline: "1",
    fontSize: "xs",
    textAlign: "center",
    color: "fg.muted",
    outlineOffset: "-2px",
    "&.active": { color: "fg", fontWeight: "semibold" },
  },
});
const AddDisc = chakra("span", {
  base: { display: "inline-flex", padding: "2.5", borderRadius: "chip", bg: "accent", color: "accent.ink" },
});
const Main = chakra("main", {
  base: {
    flex: "1",
    minWidth: "0",
    paddingInline: { base: "4", md: "8" },
    paddingTop: { base: "4", md: "8" },
    paddingBottom: { base: "32", md: "16" },
    outline: "none",
  },
});
const RailHeading = chakra("h2", {
  base: {
    fontSize: "xs",
    fontWeight: "semibold",
    color: "fg.muted",
    paddingInline: "2",
    marginBottom: "1",
    letterSpacing: "0",
  },
});

const BellFrame = chakra("span", { base: { position: "relative", display: "inline-flex" } });

/** Of how many notifications are unread: a page is usable without. */
const loadNews = () => import("../features/notifications/UnreadCount.js");

/** Where signed-in people are: the groups at the side, or a bar below on a phone. */
export function Shell() {
  const { t } = useTranslation();
  const status = useSessionStatus();
  const { pathname, search } = useLocation();
  const addPath = useAddPath();
  const main = useRef<HTMLElement>(null);
  const known = useLater(loadNews, false);
  const news = status === "signed-in" ? known : null;
  useEffect(() => {
    // A page that took the focused link away with it must not leave the keyboard nowhere.
    if (pathname && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  if (status === "signed-out") {
    return <Navigate replace to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} />;
  }
  return (
    <Box display="flex" minHeight="100dvh">
      <SideRail ready={status === "signed-in"} unread={news && <news.UnreadCount />} />
      <Main ref={main} id="main" tabIndex={-1}>
        <Box
          display={{ md: "none" }}
          position="sticky"
          top="2"
          zIndex="bar"
          css={{ "& > :not(:empty)": { marginBottom: "3" } }}
        >
          <ConnectionPill quiet />
        </Box>
        <Boundary place={pathname}>
          <Suspense fallback={<Skeleton heading />}>
            {status === "signed-in" ? <Outlet /> : <Skeleton heading />}
          </Suspense>
        </Boundary>
      </Main>
      <Shortcuts addPath={addPath} />
      {news && <news.NotificationsLive />}
      {/* Below a form there is the way to save, and no way to lose it. */}
      {!isForm(pathname) && <BottomBar label={t("nav.main")} add={addPath} unread={news && <news.UnreadCount />} />}
    </Box>
  );
}

/** Whether an address is that of a form. */
function isForm(pathname: string): boolean {
  return /\/(new|edit)$/.test(pathname);
}

function SideRail({ ready, unread }: { ready: boolean; unread: ReactNode }) {
  const { t } = useTranslation();
  const { data } = useQuery(ShellQuery, {
    skip: !ready,
    // Each group of the rail follows its own events.
    context: { isLive: true },
  });
  const locale = data?.viewer?.locale;
  useEffect(() => {
    if (locale) void speak(locale);
  }, [locale]);
  const groups = (data?.groups.edges ?? []).map((edge) => edge.node).filter((group) => !group.archivedAt);
  return (
    <Rail aria-label={t("nav.side")}>
      <Brand to="/home" end>
        <img src="/favicon.svg" alt="" width={26} height={26} />
        Expense Tracker
      </Brand>
      <Box>
        <RailLink to="/home" end>
          <House size={18} aria-hidden /> {t("nav.home")}
        </RailLink>
        <RailLink to="/notifications">
          <BellFrame>
            <Bell size={18} aria-hidden />
            {unread}
          </BellFrame>{" "}
          {t("nav.notifications")}
        </RailLink>
        <RailLink to="/groups" end>
          <UsersRound size={18} aria-hidden /> {t("nav.groups")}
        </RailLink>
        <RailLink to="/people">
          <Handshake size={18} aria-hidden /> {t("nav.people")}
        </RailLink>
        <RailLink to="/statistics">
          <ChartPie size={18} aria-hidden /> {t("nav.statistics")}
        </RailLink>
        <RailLink to="/groups/new" end>
          <FolderPlus size={18} aria-hidden /> {t("nav.newGroup")}
        </RailLink>
        <RailLink to="/import">
          <FileUp size={18} aria-hidden /> {t("nav.import")}
        </RailLink>
      </Box>
      {groups.length > 0 && (
        <Box>
          <RailHeading>{t("nav.yourGroups")}</RailHeading>
          <chakra.ul listStyleType="none">
            {groups.map((group) => (
              <RailGroup key={group.id} group={group} />
            ))}
          </chakra.ul>
          {data?.groups.pageInfo.hasNextPage && (
            <RailLink to="/groups" end>
              {t("groups.all")}
            </RailLink>
          )}
        </Box>
      )}
      <Box marginTop="auto" display="flex" flexDirection="column" gap="2">
        <ConnectionPill />
        <RailLink to="/profile">
          <CircleUserRound size={18} aria-hidden />{" "}
          <chakra.span truncate>{data?.viewer?.name ?? t("nav.profile")}</chakra.span>
        </RailLink>
      </Box>
    </Rail>
  );
}

const AddPath_group = graphql(`
  fragment AddPath_group on Group {
    id
    viewerCan {
      record
    }
  }
`);

/** Where + leads from here; null in a group in which the viewer records nothing. */
function useAddPath(): string | null {
  const { groupId } = useParams();
  // As far as the open page has read it: nothing is asked for this.
  const { data: group } = useFragment({
    fragment: AddPath_group,
    from: groupId ? { __typename: "Group", id: groupId } : null,
  });
  if (group?.viewerCan?.record === false) return null;
  return groupId ? `/groups/${groupId}/expenses/new` : "/expenses/new";
}

function BottomBar({ label, add, unread }: { label: string; add: string | null; unread: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Bar aria-label={label}>
      <BarLink to="/home" end>
        <House size={20} aria-hidden /> {t("nav.home")}
      </BarLink>
      <BarLink to="/groups" end>
        <UsersRound size={20} aria-hidden /> {t("nav.groups")}
      </BarLink>
      {add && (
        <BarLink to={add} aria-label={t("nav.addExpense")} end>
          <AddDisc>
            <Plus size={22} aria-hidden />
          </AddDisc>
        </BarLink>
      )}
      <BarLink to="/people">
        <Handshake size={20} aria-hidden /> {t("nav.people")}
      </BarLink>
      <BarLink to="/notifications">
        <BellFrame>
          <Bell size={20} aria-hidden />
          {unread}
        </BellFrame>{" "}
        {t("nav.notifications")}
      </BarLink>
    </Bar>
  );
}
