import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Copy, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { InvitePanel_GroupFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { copyLink } from "./copy-link.js";
import { InviteButton } from "./InviteButton.js";
import { useInviteRevoke } from "./writes.js";

export const InvitePanel_group = graphql(`
  fragment InvitePanel_group on Group {
    id
    invites {
      id
      url
      email
      role
      expiresAt
      member {
        id
        name
      }
    }
  }
`);

type Invite = InvitePanel_GroupFragment["invites"][number];

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "2", minHeight: "row", paddingBlock: "2" },
});

/** The way in for everybody, and the ways in that were given away. */
export function InvitePanel(props: { group: FragmentType<typeof InvitePanel_group> }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: InvitePanel_group, from: props.group });
  return (
    <Surface aria-labelledby="invites">
      <Stack gap="2">
        <Row flexWrap="wrap" justifyContent="space-between">
          <Heading id="invites">{t("invite.title")}</Heading>
          <InviteButton groupId={group.id} sheetTitle={t("invite.title")}>
            <UserPlus size={18} aria-hidden /> {t("invite.open")}
          </InviteButton>
        </Row>
        <Rows>
          {group.invites.map((invite) => (
            <InviteLine key={invite.id} invite={invite} />
          ))}
        </Rows>
      </Stack>
    </Surface>
  );
}

function InviteLine({ invite }: { invite: Invite }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const revoke = useInviteRevoke();
  const { submit, pending, problem } = useSubmit();
  const { email, member, role, url } = invite;
  const whom = email ?? (member ? t("invite.for", { name: member.name }) : t("invite.forAll"));
  return (
    <Line>
      <chakra.div flex="1 1 10rem" minWidth="0">
        <p>{whom}</p>
        <Muted fontSize="sm">
          {t(`role.${role}`)} · {t("invite.expires", { at: moment(invite.expiresAt) })}
        </Muted>
      </chakra.div>
      <Button size="icon" look="plain" aria-label={t("invite.copyFor", { whom })} onClick={() => void copyLink(t, url)}>
        <Copy size={18} aria-hidden />
      </Button>
      <Button
        size="sm"
        look="plain"
        aria-label={t("invite.revokeFor", { whom })}
        disabled={pending}
        onClick={() =>
          void submit(
            () => revoke({ id: invite.id }),
            () => toast(t("invite.revoked")),
          )
        }
      >
        {t("invite.revoke")}
      </Button>
      {problem && (
        <chakra.div width="full">
          <Notice tone="danger">{problem}</Notice>
        </chakra.div>
      )}
    </Line>
  );
}
