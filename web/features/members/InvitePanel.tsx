import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Input, SelectField, TextField } from "../../components/Field.js";
import { Chip, Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { InvitePanel_GroupFragment, MemberRole } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { focusWhenThere } from "../../lib/focus.js";
import { useFormat } from "../../lib/format.js";
import { useLater } from "../../lib/later.js";
import { useInviteCreate, useInviteRevoke } from "./writes.js";

/** What draws the picture of a link is as large as the page itself: it comes behind it. */
const fetchCode = () => import("./InviteCode.js");

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

const Two = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: { base: "1fr", sm: "1fr 12rem auto" }, alignItems: "end" },
});
const Line = chakra("li", { base: { paddingBlock: "4" } });

/** Where the link of an invite stands: its field, to be focused once the page has it. */
export function linkOf(inviteId: string): string {
  return `#link-${inviteId}`;
}

/** Brings people in: by a link, its picture for a phone's camera, or a mail. */
export function InvitePanel(props: { group: FragmentType<typeof InvitePanel_group> }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: InvitePanel_group, from: props.group });
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<MemberRole>("MEMBER");
  const create = useInviteCreate();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string }>(["email"]);
  const mail = email.trim();
  const roles = (["MEMBER", "VIEWER", "ADMIN"] as const).map((value) => ({ value, label: t(`role.${value}`) }));
  return (
    <Surface aria-labelledby="invites">
      <Stack>
        <Heading id="invites">{t("invite.title")}</Heading>
        <Muted>{t("invite.text")}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit(
              () => create({ groupId: group.id, role, email: mail || null }),
              ({ id }) => {
                toast(mail ? t("invite.sent", { email: mail }) : t("invite.made"));
                setEmail("");
                // Who asked for a link wants to hand it on.
                if (!mail) focusWhenThere(linkOf(id));
              },
            );
          }}
        >
          <Two>
            <TextField
              label={t("invite.email")}
              type="email"
              autoComplete="off"
              value={email}
              onChange={setEmail}
              problem={problemAt("email")}
            />
            <SelectField
              label={t("invite.role")}
              value={role}
              onChange={(value) => setRole(value as MemberRole)}
              choices={roles}
            />
            <Button type="submit" disabled={pending}>
              {t(mail ? "invite.send" : "invite.make")}
            </Button>
          </Two>
        </form>
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
  const [showsCode, setShowsCode] = useState(false);
  const code = useLater(fetchCode, showsCode);
  const revoke = useInviteRevoke();
  const { submit, pending, problem } = useSubmit();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invite.url);
      toast(t("invite.copied"));
    } catch {
      toast(t("invite.notCopied"));
    }
  };
  return (
    <Line>
      <Stack gap="3">
        <Row flexWrap="wrap" gap="2">
          <Chip tone="info">{t(`role.${invite.role}`)}</Chip>
          {invite.email && <span>{invite.email}</span>}
          {invite.member && <span>{t("invite.for", { name: invite.member.name })}</span>}
          <Muted fontSize="sm">{t("invite.expires", { at: moment(invite.expiresAt) })}</Muted>
        </Row>
        <Row>
          <Input
            readOnly
            id={`link-${invite.id}`}
            aria-label={t("invite.link")}
            value={invite.url}
            onFocus={(event) => event.target.select()}
            fontFamily="mono"
            fontSize="sm"
          />
          <Button size="icon" aria-label={t("invite.copy")} onClick={() => void copy()}>
            <Copy size={16} aria-hidden />
          </Button>
        </Row>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Row flexWrap="wrap">
          <Button size="sm" aria-expanded={showsCode} onClick={() => setShowsCode(!showsCode)}>
            {t("invite.qr")}
          </Button>
          <Button
            size="sm"
            look="plain"
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
        </Row>
        {showsCode && code && <code.InviteCode url={invite.url} label={t("invite.qrLabel", { url: invite.url })} />}
      </Stack>
    </Line>
  );
}
