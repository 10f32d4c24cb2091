import { useSubscription } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Notice } from "../../components/Notice.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { TabPresence } from "./tab-presence.js";
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

export interface WhoIsHereProps {
  readonly groupId: string;
  /** What this page shows: an expense, or the group itself. */
  readonly subjectId: string;
  /** Whether it is the page of a change. */
  readonly editing?: boolean;
  readonly ownMemberId: string | null | undefined;
  /** Of the group everybody who is there, as faces; of a thing of it who looks at that, in words. */
  readonly look: "faces" | "words";
}

const FACES_MAX = 4;
const Faces = chakra("span", { base: { display: "inline-flex", alignItems: "center", gap: "1", color: "fg.muted" } });
const Line = chakra("p", { base: { display: "flex", alignItems: "center", gap: "2", color: "fg.muted" } });
const Dot = chakra("span", { base: { width: "2", height: "2", borderRadius: "chip", bg: "fg.owed", flexShrink: 0 } });

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

/** Says that the reader is here, and shows who else is. */
export function WhoIsHere({ groupId, subjectId, editing = false, ownMemberId, look }: WhoIsHereProps) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const send = usePresenceSet();
  const [own] = useState(() => ofThisTab(send));
  useEffect(() => own.claim({ groupId, subjectId, editing }), [own, groupId, subjectId, editing]);
  const { data } = useSubscription(GroupPresence, { variables: { groupId }, fetchPolicy: "no-cache" });
  const others = (data?.groupPresence ?? []).filter(({ member }) => member.id !== ownMemberId);
  if (look === "faces") {
    const people = [...new Map(others.map(({ member }) => [member.id, member])).values()];
    if (people.length === 0) return null;
    const names = people.map(({ name }) => name);
    return (
      <Faces role="img" aria-label={t("presence.here", { names: list(names), count: names.length })}>
        <Dot />
        {people.slice(0, FACES_MAX).map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} size="sm" among={names} />
        ))}
        {people.length > FACES_MAX && `+${people.length - FACES_MAX}`}
      </Faces>
    );
  }
  const here = others.filter(({ subject }) => subject?.id === subjectId);
  const editors = here.filter((each) => each.editing).map(({ member }) => member.name);
  const readers = here.filter((each) => !each.editing).map(({ member }) => member.name);
  if (editing && editors.length > 0) {
    return (
      <Notice tone="info" live>
        {t("presence.editingToo", { names: list(editors), count: editors.length })}
      </Notice>
    );
  }
  const line = editors.length > 0 ? "presence.editing" : "presence.looking";
  const names = editors.length > 0 ? editors : readers;
  if (editing || names.length === 0) return null;
  return (
    <Line role="status">
      <Dot /> {t(line, { names: list(names), count: names.length })}
    </Line>
  );
}
