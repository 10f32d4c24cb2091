import { useQuery, useSubscription } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Unseen } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";

const UnreadNotifications = graphql(`
  query UnreadNotifications {
    viewer {
      id
      unreadNotifications
    }
  }
`);

const NotificationsLiveSubscription = graphql(`
  subscription NotificationsLive {
    viewerNotifications {
      id
      readAt
    }
  }
`);

const Count = chakra("span", {
  base: {
    position: "absolute",
    top: "-2",
    insetStart: "2.5",
    minWidth: "4",
    paddingInline: "1",
    borderRadius: "chip",
    bg: "fg.danger",
    color: "surface",
    fontSize: "0.625rem",
    fontWeight: "semibold",
    lineHeight: "1rem",
    textAlign: "center",
    whiteSpace: "nowrap",
    // Seen where the system paints all colours over.
    outline: "1px solid transparent",
  },
});

const COUNT_MAX = 99;
/** What shows notifications, and how many are unread. */
const FOLLOWING: ReadonlySet<string | undefined> = new Set(["UnreadNotifications", "NotificationsPage"]);

/** How many notifications are unread, at the bell. */
export function UnreadCount() {
  const { t } = useTranslation();
  // It follows its own events: nothing else makes it another number.
  const { data } = useQuery(UnreadNotifications, { context: { isLive: true } });
  const unread = data?.viewer?.unreadNotifications ?? 0;
  if (unread === 0) return null;
  return (
    <>
      <Count aria-hidden>{unread > COUNT_MAX ? `${COUNT_MAX}+` : unread}</Count>
      <Unseen>{t("nav.unread", { count: unread })}</Unseen>
    </>
  );
}

/** Has what shows notifications read again with each one that comes, grows, or is read elsewhere. */
export function NotificationsLive() {
  useSubscription(NotificationsLiveSubscription, {
    ignoreResults: true,
    onData: ({ client }) => {
      void client
        .refetchQueries({ include: "active", onQueryUpdated: ({ queryName }) => FOLLOWING.has(queryName) })
        .catch(() => undefined);
    },
    // The count is read again with every page; that it is not live is no fault of the page.
    onError: () => undefined,
  });
  return null;
}
