import { useSubscription } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";

const NotificationsLiveSubscription = graphql(`
  subscription NotificationsLive {
    viewerNotifications {
      id
      readAt
    }
  }
`);

/** What shows notifications, and how many are unread. */
const FOLLOWING: ReadonlySet<string | undefined> = new Set(["UnreadNotifications", "NotificationsPage"]);

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
