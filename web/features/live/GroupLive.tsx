import { useSubscription } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { graphql } from "../../gql/index.js";
import { rememberGroup } from "../../lib/last-group.js";
import { openPage } from "../../lib/refetch.js";

const GroupLiveSubscription = graphql(`
  subscription GroupLive($groupId: ID!, $after: Int) {
    groupEvents(groupId: $groupId, after: $after) {
      seq
      type
    }
  }
`);

/**
 * Shows what happens in a group while one looks at it. An event only says that something happened: what the page shows
 * is read in one place, by the page's own query, so that its sums and its lists are of one moment. `after` is the last
 * event that the page has already read.
 */
export function GroupLive(props: { groupId: string; after: number }) {
  const [after] = useState(props.after);
  useEffect(() => rememberGroup(props.groupId), [props.groupId]);
  useSubscription(GroupLiveSubscription, {
    variables: { groupId: props.groupId, after },
    ignoreResults: true,
    onData: ({ client, data }) => {
      const event = data.data?.groupEvents;
      if (!event) return;
      // What somebody had is followed by whoever looks at that receipt, and changes nothing else.
      if (event.type === "receipt.claimed") return;
      // An import changes more rows than an event can name: the lists begin anew.
      if (event.type.startsWith("import.")) {
        const id = client.cache.identify({ __typename: "Group", id: props.groupId });
        for (const fieldName of ["expenses", "settlements"]) client.cache.evict({ id, fieldName });
        return openPage.reread();
      }
      openPage.rereadAfter(props.groupId, event.seq);
    },
    // It ends when one may see the group no longer; the page then says so.
    onComplete: () => openPage.reread(),
    onError: () => openPage.reread(),
  });
  return null;
}
