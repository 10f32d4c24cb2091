import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Chip, Muted, Row, Stack } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";
import { InviteButton } from "./InviteButton.js";
import { MemberSheet } from "./MemberSheet.js";

export const MemberRow_member = graphql(`
  fragment MemberRow_member on Member {
    id
    name
    role
    leftAt
    user {
      id
      avatarUrl
    }
  }
`);

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "3", rowGap: "2", minHeight: "row" },
});

/** A person of the group, and what an admin can do about them. */
export function MemberRow(props: {
  member: FragmentType<typeof MemberRow_member>;
  groupId: string;
  isViewer: boolean;
  administers: boolean;
  /** Whether a default split names them. */
  inDefault: boolean;
}) {
  const { t } = useTranslation();
  const { data: member } = useSuspenseFragment({ fragment: MemberRow_member, from: props.member });
  const [isOpen, setOpen] = useState(false);
  const acts = props.administers && !member.leftAt;
  const { id, name, role } = member;
  const account = t(member.user ? "member.hasAccount" : "member.noAccount");
  return (
    <Line>
      <Avatar id={id} name={name} url={member.user?.avatarUrl} />
      <Stack gap="0.5" flex="1 1 4rem" paddingBlock="2">
        <Row gap="2" flexWrap="wrap">
          <chakra.span fontWeight="medium">{name}</chakra.span>
          {props.isViewer && <Chip tone="accent">{t("member.you")}</Chip>}
          {member.leftAt && <Chip>{t("member.left")}</Chip>}
        </Row>
        <Muted fontSize="sm">{`${t(`role.${role}`)} · ${account}`}</Muted>
      </Stack>
      {acts && !member.user && (
        <InviteButton
          size="sm"
          groupId={props.groupId}
          memberId={id}
          sheetTitle={t("invite.names", { names: name })}
          aria-label={t("member.inviteAs", { name })}
        >
          {t("member.invite")}
        </InviteButton>
      )}
      {acts && (
        <Button
          size="icon"
          look="plain"
          aria-haspopup="dialog"
          aria-label={t("member.more", { name })}
          onClick={() => setOpen(true)}
        >
          <Ellipsis size={20} aria-hidden />
        </Button>
      )}
      {isOpen && acts && (
        <MemberSheet
          member={member}
          isViewer={props.isViewer}
          inDefault={props.inDefault}
          onClose={() => setOpen(false)}
        />
      )}
    </Line>
  );
}
