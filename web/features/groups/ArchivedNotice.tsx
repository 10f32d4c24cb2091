import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useGroupUpdate } from "./writes.js";

export const ArchivedNotice_group = graphql(`
  fragment ArchivedNotice_group on Group {
    id
    version
    archivedAt
    viewerCan {
      archive
      record
    }
  }
`);

/** Says of an archived group that nothing is added to it any more, with the way back for those who may take it. */
export function ArchivedNotice(props: { group: FragmentType<typeof ArchivedNotice_group> }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: ArchivedNotice_group, from: props.group });
  const update = useGroupUpdate();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const { id, version } = group;
  if (!group.archivedAt) return null;
  return (
    <Notice tone="info" title={t("group.archivedTitle")}>
      <p>{t(group.viewerCan.archive ? "group.archivedText" : "group.archivedAsk")}</p>
      {problem && <Notice tone="danger">{problem}</Notice>}
      {group.viewerCan.archive && (
        <div>
          <Button
            id="bring-back"
            size="sm"
            disabled={pending}
            onClick={() =>
              void submit(
                () => update({ id, version, archived: false }),
                () => toast(t("settings.unarchived")),
              )
            }
          >
            {t("group.bringBack")}
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** In place of a form: why nothing can be added to this group. */
export function CannotAddNotice(props: { group: FragmentType<typeof ArchivedNotice_group> }) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: ArchivedNotice_group, from: props.group });
  if (group.archivedAt) return <ArchivedNotice group={props.group} />;
  return (
    <Notice tone="info" title={t("group.readOnlyTitle")}>
      <p>{t("group.readOnlyText")}</p>
    </Notice>
  );
}
