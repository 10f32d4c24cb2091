import { useSubscription } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { graphql } from "../../gql/index.js";
import { type Place, TabPresence } from "./tab-presence.js";
import { usePresenceSet } from "./writes.js";

const GroupPresence = graphql(`
  subscription GroupPresence($groupId: ID!) {
    groupPresence(groupId: $groupId) {
      editing
      member {
        id
        name
      }
      subject {
        id
      }
    }
  }
`);

let tab: TabPresence | null = null;

/** One for this tab, whichever of its pages asks first; it has the sender of that page, which is the same for all. */
function ofThisTab(send: ReturnType<typeof usePresenceSet>): TabPresence {
  if (tab) return tab;
  const name = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
  const made = new TabPresence((place, isThere) => {
    const where = isThere
      ? { subjectId: place.subjectId, editing: place.editing }
      : { subjectId: null, editing: false };
    // It is said again in a moment, and nobody is the poorer without it.
    send({ groupId: place.groupId, tab: name, ...where }).catch(() => undefined);
  });
  document.addEventListener("visibilitychange", () => made.see(document.visibilityState === "visible"));
  tab = made;
  return made;
}

/** Says that the reader is at this place while the page is open; answers where the others of the group are. */
export function useOthersHere({ groupId, subjectId, editing }: Place, ownMemberId: string | null | undefined) {
  const send = usePresenceSet();
  const [own] = useState(() => ofThisTab(send));
  useEffect(() => own.claim({ groupId, subjectId, editing }), [own, groupId, subjectId, editing]);
  const { data } = useSubscription(GroupPresence, { variables: { groupId }, fetchPolicy: "no-cache" });
  return (data?.groupPresence ?? []).filter(({ member }) => member.id !== ownMemberId);
}

export type OtherHere = ReturnType<typeof useOthersHere>[number];
