import { useQuery } from "@apollo/client/react";
import { chakra, QrCode } from "@chakra-ui/react";
import { Copy, Share2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Input, SelectField } from "../../components/Field.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { Sheet } from "../../components/Sheet.js";
import { useSubmit } from "../../components/use-submit.js";
import type { InvitesOfGroupQuery, MemberRole } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { copyLink } from "./copy-link.js";
import { InviteByMail } from "./InviteByMail.js";
import { useInviteCreate } from "./writes.js";

const InvitesOfGroup = graphql(`
  query InvitesOfGroup($groupId: ID!) {
    group(id: $groupId) {
      id
      name
      invites {
        id
        url
        email
        role
        expiresAt
        member {
          id
        }
      }
    }
  }
`);

type Invite = NonNullable<InvitesOfGroupQuery["group"]>["invites"][number];
type Link = Pick<Invite, "id" | "url" | "expiresAt">;

/** What almost everybody is. */
const ORDINARY: MemberRole = "MEMBER";

interface Props {
  groupId: string;
  title: string;
  /** Who is meant; without one, whoever comes says who they are. */
  memberId?: string;
  onClose: () => void;
}

/** What a link is for: there need not be two for the same. */
function purposeOf(role: MemberRole, memberId: string | null | undefined): string {
  return `${role} ${memberId ?? "anybody"}`;
}

/** A link that was given away for this already: one more would only be one more to revoke. */
function linkAmong(invites: readonly Invite[], purpose: string): Link | undefined {
  return invites.find(({ email, role, member }) => !email && purposeOf(role, member?.id) === purpose);
}

/** Brings somebody in from where one thought of it: shares a link, copies it, shows it to their camera, or mails it. */
export function InviteSheet({ groupId, title, memberId, onClose }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const [right, setRight] = useState(ORDINARY);
  const { group, link, make, pending, problem } = useInviteLink(groupId, right, memberId ?? null);
  return (
    <Sheet title={title} onClose={onClose}>
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        {link || right === ORDINARY ? (
          <HandOn link={link} group={group?.name ?? ""} />
        ) : (
          <Button pending={pending} onClick={() => void make()}>
            {t("invite.make", { role: t(`role.${right}`) })}
          </Button>
        )}
        {link && (
          <Stack gap="3" alignItems="center">
            <QrCode.Root value={link.url}>
              <QrCode.Frame role="img" aria-label={t("invite.qrLabel", { url: link.url })}>
                <QrCode.Pattern />
              </QrCode.Frame>
            </QrCode.Root>
            <Muted fontSize="sm">{t("invite.text", { at: moment(link.expiresAt) })}</Muted>
          </Stack>
        )}
        <chakra.details>
          <chakra.summary fontWeight="medium">{t("invite.more")}</chakra.summary>
          <Stack paddingTop="2">
            <SelectField
              label={t("invite.role")}
              value={right}
              onChange={(value) => setRight(value as MemberRole)}
              choices={(["MEMBER", "VIEWER", "ADMIN"] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
            />
            <InviteByMail groupId={groupId} role={right} memberId={memberId ?? null} />
          </Stack>
        </chakra.details>
      </Stack>
    </Sheet>
  );
}

/** Links that are being made: whoever closes and opens again meanwhile gets the same. */
const making = new Map<string, ReturnType<ReturnType<typeof useInviteCreate>>>();

/** The link there is, or for a member a new one; one with another right is made only when somebody asks for it. */
function useInviteLink(groupId: string, right: MemberRole, memberId: string | null) {
  const { data } = useQuery(InvitesOfGroup, { variables: { groupId }, fetchPolicy: "cache-and-network" });
  const create = useInviteCreate();
  const { submit, pending, problem } = useSubmit<Link>();
  const [made, setMade] = useState<Partial<Record<MemberRole, Link>>>({});
  const group = data?.group ?? null;
  const link = made[right] ?? linkAmong(group?.invites ?? [], purposeOf(right, memberId));
  const make = () => {
    const name = `${groupId} ${purposeOf(right, memberId)}`;
    if (!making.has(name)) {
      making.set(name, create({ groupId, role: right, memberId }));
      void making
        .get(name)!
        .finally(() => making.delete(name))
        .catch(() => undefined);
    }
    return submit(
      () => making.get(name)!,
      (invite) => setMade((before) => ({ ...before, [right]: invite })),
    );
  };
  const asked = useRef(false);
  const isMissing = group !== null && link === undefined && right === ORDINARY;
  useEffect(() => {
    if (!isMissing || asked.current) return;
    asked.current = true;
    void make();
  });
  return { group, link, make, pending, problem };
}

/** What one does with a link. The one that most want comes first, and has the keyboard. */
function HandOn({ link, group }: { link: Link | undefined; group: string }) {
  const { t } = useTranslation();
  const canShare = typeof navigator.share === "function";
  const share = () =>
    navigator.share({ title: group, text: t("invite.shareText", { group }), url: link!.url }).catch(() => {
      // Closed again without sharing.
    });
  return (
    <Stack gap="3">
      <Row flexWrap="wrap" gap="2">
        {canShare && (
          <Button data-first flex="1" look="primary" disabled={!link} onClick={() => void share()}>
            <Share2 size={18} aria-hidden /> {t("invite.share")}
          </Button>
        )}
        <Button
          data-first
          flex="1"
          look={canShare ? "quiet" : "primary"}
          disabled={!link}
          onClick={() => void copyLink(t, link!.url)}
        >
          <Copy size={18} aria-hidden /> {t("invite.copy")}
        </Button>
      </Row>
      <Input
        readOnly
        aria-label={t("invite.link")}
        value={link?.url ?? t("common.loading")}
        onFocus={(event) => event.target.select()}
        fontFamily="mono"
        fontSize="sm"
      />
    </Stack>
  );
}
