import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Heading, Muted, Rows, Stack, Surface } from "../components/Layout.js";
import { Skeleton } from "../components/Skeleton.js";
import { StaleDefault } from "../features/expenses/StaleDefault.js";
import { HouseholdPanel } from "../features/members/HouseholdPanel.js";
import { InvitePanel } from "../features/members/InvitePanel.js";
import { MemberAddForm } from "../features/members/MemberAddForm.js";
import { MemberRow } from "../features/members/MemberRow.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupMembersPage = graphql(`
  query GroupMembersPage($groupId: ID!) {
    group(id: $groupId) {
      id
      kind
      viewerMember {
        id
      }
      viewerCan {
        administer
        invite
      }
      members {
        id
        leftAt
        ...MemberRow_member
      }
      defaultSplits {
        category {
          id
        }
        split {
          parts {
            member {
              id
              name
            }
          }
        }
      }
      ...InvitePanel_group
      ...HouseholdPanel_group
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(GroupMembersPage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  const { administer: administers, invite: invites } = group.viewerCan;
  const present = group.members.filter((member) => !member.leftAt);
  const gone = group.members.filter((member) => member.leftAt);
  const presentIds = present.map((member) => member.id);
  const named = new Set(group.defaultSplits.flatMap(({ split }) => split.parts.map((part) => part.member.id)));
  return (
    <Stack>
      {group.defaultSplits.map((stored) => (
        <StaleDefault key={stored.category?.id ?? "all"} groupId={groupId} stored={stored} memberIds={presentIds} />
      ))}
      <Surface aria-labelledby="members">
        <Heading id="members">{t("member.title")}</Heading>
        <Rows>
          {[...present, ...gone].map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              groupId={groupId}
              isViewer={member.id === group.viewerMember?.id}
              administers={administers}
              inDefault={named.has(member.id)}
            />
          ))}
        </Rows>
      </Surface>
      {administers && group.kind === "GROUP" && (
        <Surface aria-labelledby="add-member">
          <Heading id="add-member">{t("member.addTitle")}</Heading>
          <Muted marginBottom="3">{t("member.addText")}</Muted>
          <MemberAddForm groupId={groupId} />
        </Surface>
      )}
      {invites && <InvitePanel group={group} />}
      {present.length > 2 && <HouseholdPanel group={group} administers={administers} />}
    </Stack>
  );
}
