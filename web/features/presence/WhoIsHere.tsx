import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Notice } from "../../components/Notice.js";
import { useFormat } from "../../lib/format.js";
import { type OtherHere, useOthersHere } from "./useOthersHere.js";

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

/** Beside a balance on a phone there is room for so many. */
const FACES_MAX = 3;
const FaceRow = chakra("span", {
  base: { display: "inline-flex", flexShrink: 0, alignItems: "center", gap: "1", color: "fg.muted" },
});
const Line = chakra("p", { base: { display: "flex", alignItems: "center", gap: "2", color: "fg.muted" } });
const Dot = chakra("span", { base: { width: "2", height: "2", borderRadius: "chip", bg: "fg.owed", flexShrink: 0 } });

/** Says that the reader is here, and shows who else is. */
export function WhoIsHere({ groupId, subjectId, editing = false, ownMemberId, look }: WhoIsHereProps) {
  const others = useOthersHere({ groupId, subjectId, editing }, ownMemberId);
  if (look === "faces") return <Faces others={others} />;
  return <Words here={others.filter(({ subject }) => subject?.id === subjectId)} editing={editing} />;
}

function Faces({ others }: { others: readonly OtherHere[] }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const people = [...new Map(others.map(({ member }) => [member.id, member])).values()];
  if (people.length === 0) return null;
  const names = people.map(({ name }) => name);
  return (
    <FaceRow role="img" aria-label={t("presence.here", { names: list(names), count: names.length })}>
      <Dot />
      {people.slice(0, FACES_MAX).map(({ id, name }) => (
        <Avatar key={id} id={id} name={name} size="sm" among={names} />
      ))}
      {people.length > FACES_MAX && `+${people.length - FACES_MAX}`}
    </FaceRow>
  );
}

/** Whoever edits goes before whoever looks; to somebody who edits it is a warning, and who looks is nothing to them. */
function Words({ here, editing }: { here: readonly OtherHere[]; editing: boolean }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const editors = here.filter((each) => each.editing);
  const people = (editors.length > 0 || editing ? editors : here).map(({ member }) => member.name);
  if (people.length === 0) return null;
  const words = { names: list(people), count: people.length };
  if (editing) {
    return (
      <Notice tone="info" live>
        {t("presence.editingToo", words)}
      </Notice>
    );
  }
  return (
    <Line role="status">
      <Dot /> {editors.length > 0 ? t("presence.editing", words) : t("presence.looking", words)}
    </Line>
  );
}
