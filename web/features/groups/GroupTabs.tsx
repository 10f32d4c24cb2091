import { chakra } from "@chakra-ui/react";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Rows } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { useComingPath } from "../../lib/AddressRouter.js";

/** What one comes to a group for. */
const DAILY = ["expenses", "balances", "settle"] as const;
/** The rest: beside those where there is room, else behind a menu. */
const RARE = ["statistics", "receipts", "activity", "members", "settings"] as const;

export const GROUP_TABS = [...DAILY, ...RARE];
export type GroupTab = (typeof GROUP_TABS)[number];

/** The tab of an address. */
export function tabOf(pathname: string): GroupTab {
  return GROUP_TABS.find((each) => pathname.endsWith(`/${each}`)) ?? "expenses";
}

/** Whether it is one of those for which one comes to a group, most days. */
export function isDaily(tab: GroupTab): boolean {
  return DAILY.some((each) => each === tab);
}

const Tabs = chakra("nav", {
  base: {
    display: "flex",
    // Where words are wide or letters far apart, in two lines rather than beside the screen.
    flexWrap: "wrap",
    columnGap: { base: "0", lg: "1" },
    marginInline: { base: "-1.5", md: "-2", lg: "-3" },
    borderBottom: "1px solid",
    borderColor: "line",
  },
});
const look = {
  display: "inline-flex",
  alignItems: "center",
  justifyContent: "center",
  minHeight: "control",
  paddingInline: { base: "1.5", sm: "3", md: "2", lg: "3" },
  color: "fg.muted",
  fontWeight: "medium",
  whiteSpace: "nowrap",
  borderBottom: "2px solid transparent",
  marginBottom: "-1px",
  outlineOffset: "-2px!",
  _hover: { color: "fg" },
  // A line of its own keeps the open one known where the system paints all colours over.
  "&[aria-current=page], &[data-open]": { color: "fg", borderColor: "accent" },
} as const;
const Tab = chakra(Link, { base: look });
const RareTab = chakra(Link, { base: { ...look, display: { base: "none", md: "inline-flex" } } });
const More = chakra("button", {
  base: {
    ...look,
    display: { base: "inline-flex", md: "none" },
    minWidth: "control",
    marginInlineStart: "auto",
    bg: "transparent",
    cursor: "pointer",
  },
});
const Choice = chakra(Link, {
  base: {
    display: "flex",
    alignItems: "center",
    minHeight: "row",
    fontWeight: "medium",
    outlineOffset: "-2px!",
    "&[aria-current=page]": { color: "accent" },
  },
});

/** The pages of a group. On a phone three of them, and a menu for the rest. */
export function GroupTabs(props: { groupId: string; open: GroupTab }) {
  const { t } = useTranslation();
  const { groupId } = props;
  const comingPath = useComingPath();
  const [isMenuOpen, setMenuOpen] = useState(false);
  // At once, whatever its page still waits for.
  const open = comingPath.startsWith(`/groups/${groupId}/`) ? tabOf(comingPath) : props.open;
  const current = (tab: GroupTab) => (tab === open ? "page" : undefined);
  const rare = RARE.find((each) => each === open);
  return (
    <Tabs aria-label={t("tab.label")}>
      {DAILY.map((each) => (
        <Tab key={each} to={`/groups/${groupId}/${each}`} aria-current={current(each)}>
          {t(`tab.${each}`)}
        </Tab>
      ))}
      {RARE.map((each) => (
        <RareTab key={each} to={`/groups/${groupId}/${each}`} aria-current={current(each)}>
          {t(`tab.${each}`)}
        </RareTab>
      ))}
      <More
        type="button"
        aria-haspopup="dialog"
        aria-label={rare ? t("tab.moreOpen", { tab: t(`tab.${rare}`) }) : t("tab.more")}
        data-open={rare ? true : undefined}
        onClick={() => setMenuOpen(true)}
      >
        <Ellipsis size={20} aria-hidden />
      </More>
      {isMenuOpen && (
        <Sheet title={t("tab.more")} onClose={() => setMenuOpen(false)}>
          <Rows>
            {RARE.map((each) => (
              <li key={each}>
                <Choice
                  to={`/groups/${groupId}/${each}`}
                  aria-current={current(each)}
                  onClick={() => setMenuOpen(false)}
                >
                  {t(`tab.${each}`)}
                </Choice>
              </li>
            ))}
          </Rows>
        </Sheet>
      )}
    </Tabs>
  );
}
