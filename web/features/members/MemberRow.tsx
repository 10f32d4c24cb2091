import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Select } from "../../components/Field.js";
import { Chip, Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { MemberRole } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { focusWhenThere } from "../../lib/focus.js";
import { linkOf } from "./InvitePanel.js";
import { useInviteCreate, useMemberRemove, useMemberRoleSet } from "./writes.js";

export const MemberRow_member = graphql(`
  fragment MemberRow_member on Member {
    id
    name
    role
    leftAt
    user {
      id
    }
  }
`);

const ROLES: readonly MemberRole[] = ["ADMIN", "MEMBER", "VIEWER"];

const Line = chakra("li", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: "3",
    rowGap: "2",
    minHeight: "row",
    paddingBlock: "3",
  },
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
  const [asking, setAsking] = useState(false);
  const setRole = useMemberRoleSet();
  const remove = useMemberRemove();
  const invite = useInviteCreate();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const acts = props.administers && !member.leftAt;
  const { id, name } = member;
  return (
    <Line>
      <Avatar id={id} name={name} />
      <Stack gap="0.5" flex="1 1 10rem">
        <Row gap="2" flexWrap="wrap">
          <chakra.span fontWeight="medium">{name}</chakra.span>
          {props.isViewer && <Chip tone="accent">{t("member.you")}</Chip>}
          {member.leftAt && <Chip>{t("member.left")}</Chip>}
        </Row>
        <Muted fontSize="sm">{t(member.user ? "member.hasAccount" : "member.noAccount")}</Muted>
      </Stack>
      {!acts && !member.leftAt && <Chip>{t(`role.${member.role}`)}</Chip>}
      {acts && (
        <Row flexWrap="wrap" gap="2">
          <Select
            width="auto"
            aria-label={t("member.roleOf", { name })}
            value={member.role}
            onChange={(event) => {
              const role = event.target.value as MemberRole;
              void submit(
                () => setRole({ id, role }),
                () => toast(t("member.roleSet", { name, role: t(`role.${role}`) })),
              );
            }}
          >
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </Select>
          {!member.user && (
            <Button
              size="sm"
              disabled={pending}
              aria-label={t("member.inviteAs", { name })}
              onClick={() =>
                void submit(
                  () => invite({ groupId: props.groupId, memberId: id }),
                  (made) => {
                    toast(t("invite.made"));
                    focusWhenThere(linkOf(made.id));
                  },
                )
              }
            >
              {t("member.invite")}
            </Button>
          )}
          {!props.isViewer && !asking && (
            <Button
              size="sm"
              look="plain"
              aria-label={t("member.removeName", { name })}
              onClick={() => setAsking(true)}
            >
              {t("member.remove")}
            </Button>
          )}
        </Row>
      )}
      {asking && (
        <chakra.div width="full">
          <Notice tone="warn" live>
            <p>{t("member.removeText", { name })}</p>
            {props.inDefault && <p>{t("member.removeDefault", { name })}</p>}
            <Row flexWrap="wrap">
              <Button
                size="sm"
                look="danger"
                disabled={pending}
                onClick={() =>
                  void submit(
                    () => remove({ id }),
                    () => {
                      setAsking(false);
                      toast(t("member.removed", { name }));
                    },
                  )
                }
              >
                {t("member.removeSure", { name })}
              </Button>
              <Button size="sm" onClick={() => setAsking(false)}>
                {t("common.back")}
              </Button>
            </Row>
          </Notice>
        </chakra.div>
      )}
      {problem && (
        <chakra.div width="full">
          <Notice tone="danger">{problem}</Notice>
        </chakra.div>
      )}
    </Line>
  );
}
