import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { InviteButton } from "./InviteButton.js";
import { inviteLater, invitesLater } from "./invite-later.js";

export const InviteOffer_group = graphql(`
  fragment InviteOffer_group on Group {
    id
    kind
    viewerCan {
      invite
    }
    viewerMember {
      id
    }
    members {
      id
      name
      leftAt
      user {
        id
      }
    }
  }
`);

const Line = chakra("div", { base: { display: "flex", alignItems: "center", gap: "1", minWidth: "0" } });
/** More names would be read by nobody. */
const NAMED = 3;

/** One line for a group in which nobody else is yet: names those who could be, and lets them in. */
export function InviteOffer(props: { group: FragmentType<typeof InviteOffer_group> }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: InviteOffer_group, from: props.group });
  const [isLater, setLater] = useState(() => invitesLater(group.id));
  const others = group.members.filter(({ id, leftAt }) => !leftAt && id !== group.viewerMember?.id);
  const isAlone = others.length > 0 && others.every(({ user }) => user === null);
  if (isLater || !isAlone || group.kind !== "GROUP" || !group.viewerCan.invite) return null;
  const more = others.length - NAMED;
  const shown = others.slice(0, more > 1 ? NAMED : undefined).map(({ name }) => name);
  const names = list(more > 1 ? [...shown, t("invite.others", { count: more })] : shown);
  const title = t("invite.names", { names });
  const [only] = others;
  return (
    <Line>
      <InviteButton
        groupId={group.id}
        memberId={others.length === 1 ? only!.id : undefined}
        sheetTitle={title}
        minWidth="0"
        flexShrink={1}
      >
        <UserPlus size={18} aria-hidden /> {title}
      </InviteButton>
      <Button
        size="icon"
        look="plain"
        aria-label={t("invite.later")}
        onClick={() => {
          inviteLater(group.id);
          setLater(true);
        }}
      >
        <X size={18} aria-hidden />
      </Button>
    </Line>
  );
}
