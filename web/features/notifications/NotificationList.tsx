import { chakra } from "@chakra-ui/react";
import {
  Bell,
  Clock,
  FileDown,
  FileUp,
  Handshake,
  type LucideIcon,
  Mail,
  PiggyBank,
  ReceiptText,
  ShieldCheck,
  UsersRound,
  Wallet,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Chip, Muted, Rows, Surface, Unseen } from "../../components/Layout.js";
import type { NotificationKind, NotificationsPageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { useNotificationRead } from "./writes.js";

type Notification = NotificationsPageQuery["notifications"]["edges"][number]["node"];

const ICONS: Readonly<Record<NotificationKind, LucideIcon>> = {
  EXPENSE: Wallet,
  SETTLEMENT: Handshake,
  MEMBER: UsersRound,
  INVITE: Mail,
  REMINDER: Clock,
  RECEIPT: ReceiptText,
  REPORT: FileDown,
  BUDGET: PiggyBank,
  IMPORT: FileUp,
  SECURITY: ShieldCheck,
};

const Line = chakra(Link, {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: "3",
    alignItems: "start",
    padding: { base: "3", md: "4" },
    outlineOffset: "-2px!",
    _hover: { bg: "subtle" },
    "& > svg": { color: "fg.muted", marginTop: "0.5" },
    // A weight and a mark say it, so that a colour need not.
    "&[data-unread]": { bg: "accent.soft", fontWeight: "semibold" },
    "&[data-unread] > svg": { color: "fg.owed" },
  },
});
const Day = chakra("h2", { base: { paddingBottom: "2", fontSize: "sm", color: "fg.muted", letterSpacing: "0" } });
const Mark = chakra("span", {
  base: {
    width: "2.5",
    height: "2.5",
    borderRadius: "chip",
    bg: "accent",
    marginTop: "1.5",
    border: "1px solid transparent",
  },
});

/** The page of this app that an address names, whatever name of the server it was made with. */
export function pathOf(url: string): string {
  const { pathname, search, hash } = new URL(url, location.origin);
  return pathname + search + hash;
}

/** What one was told, newest first; whoever follows one has read it. */
export function NotificationList({ notifications }: { notifications: readonly Notification[] }) {
  const { momentDay } = useFormat();
  const days: { day: string; of: Notification[] }[] = [];
  for (const notification of notifications) {
    const day = momentDay(notification.at);
    if (days.at(-1)?.day !== day) days.push({ day, of: [] });
    days.at(-1)!.of.push(notification);
  }
  return days.map(({ day, of }) => (
    <section key={day} aria-label={day}>
      <Day>{day}</Day>
      <Surface as="div" pad="none" overflow="hidden">
        <Rows>
          {of.map((notification) => (
            <NotificationLine key={notification.id} notification={notification} />
          ))}
        </Rows>
      </Surface>
    </section>
  ));
}

function NotificationLine({ notification }: { notification: Notification }) {
  const { t } = useTranslation();
  const { momentTime } = useFormat();
  const read = useNotificationRead();
  const { id, kind, text, url, at, count, readAt, group, deliveries } = notification;
  const Icon = ICONS[kind] ?? Bell;
  const isUnread = !readAt;
  const sent = deliveries.map(
    ({ channel, state, problem }) =>
      [t(`notifications.channel.${channel}`), t(`notifications.delivery.${state}`)].join(" ") +
      (problem ? ` (${problem})` : ""),
  );
  return (
    <li>
      <Line
        to={pathOf(url)}
        data-unread={isUnread ? true : undefined}
        // It goes on whatever becomes of it: what stays unread can be read again.
        onClick={() => isUnread && void read({ ids: [id] }).catch(() => undefined)}
      >
        <Icon size={18} aria-hidden />
        <span>
          {isUnread && <Unseen>{t("notifications.unread")} </Unseen>}
          {text} {count > 1 && <Chip>{t("notifications.times", { count })}</Chip>}
          <Muted as="span" display="block" fontSize="sm" fontWeight="normal">
            {[momentTime(at), group?.name, ...sent].filter(Boolean).join(" · ")}
          </Muted>
        </span>
        {isUnread && <Mark aria-hidden />}
      </Line>
    </li>
  );
}
