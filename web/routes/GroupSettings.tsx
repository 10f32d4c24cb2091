import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Heading, Muted, Rows, Stack, Surface } from "../components/Layout.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { RatesCard } from "../features/currencies/RatesCard.js";
import { DefaultSplits } from "../features/expenses/DefaultSplits.js";
import { GroupSettingsForm } from "../features/groups/GroupSettingsForm.js";
import { PeriodCard } from "../features/groups/PeriodCard.js";
import { ImportLine } from "../features/imports/ImportLine.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const MuteCard = lazy(() => import("../features/notifications/MuteCard.js"));

const GroupSettingsPage = graphql(`
  query GroupSettingsPage($groupId: ID!) {
    group(id: $groupId) {
      id
      viewerMutedUntil
      viewerMember {
        id
      }
      viewerCan {
        record
        archive
      }
      defaultSplits {
        category {
          id
        }
        split {
          parts {
            member {
              id
            }
          }
        }
      }
      ...GroupSettingsForm_group
      ...PeriodCard_group
      ...DefaultSplits_group
      ...RatesCard_group
      imports {
        id
        ...ImportLine_import
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("imports").catch(() => undefined);

export function Component() {
  useWords("imports");
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(GroupSettingsPage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  const { viewerCan } = group;
  const namesViewer = group.defaultSplits.some(({ split }) =>
    split.parts.some(({ member }) => member.id === group.viewerMember?.id),
  );
  return (
    <Stack maxWidth="text">
      <GroupSettingsForm
        group={group}
        leaveNote={namesViewer ? t("settings.leaveDefault") : null}
        onLeft={() => leaveForm("/groups")}
      >
        <Suspense fallback={null}>
          <MuteCard groupId={group.id} mutedUntil={group.viewerMutedUntil ?? null} />
        </Suspense>
        <DefaultSplits group={group} writes={viewerCan.record} />
        <PeriodCard group={group} />
        <RatesCard group={group} />
        <Surface aria-labelledby="imports">
          <Heading id="imports">{t("import.listTitle")}</Heading>
          {group.imports.length === 0 && <Muted>{t("import.listEmpty")}</Muted>}
          <Rows>
            {group.imports.map((each) => (
              // What is there already is taken back by those who may put the group away, and in an archived one, too.
              <ImportLine key={each.id} import={each} canUndo={viewerCan.archive} />
            ))}
          </Rows>
          {viewerCan.record && <TextLink to={`/import?group=${groupId}`}>{t("import.intoThis")}</TextLink>}
        </Surface>
      </GroupSettingsForm>
    </Stack>
  );
}
