import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, TextField } from "../../components/Field.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { TimeZoneField } from "../../components/TimeZoneField.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { focusWhenThere } from "../../lib/focus.js";
import { LookFields } from "./LookFields.js";
import { useGroupLeave, useGroupUpdate } from "./writes.js";

export const GroupSettingsForm_group = graphql(`
  fragment GroupSettingsForm_group on Group {
    id
    name
    emoji
    colour
    currency
    timeZone
    simplifyDebts
    confirmSettlements
    archivedAt
    version
    viewerCan {
      administer
      archive
      leave
    }
  }
`);

interface Props {
  group: FragmentType<typeof GroupSettingsForm_group>;
  /** What leaving does beside what it always does. */
  leaveNote: string | null;
  onLeft: () => void;
  /** What else can be set: it stands before the archive and the way out. */
  children: ReactNode;
}

/** A group's settings: the form, the archive and the way out. */
export function GroupSettingsForm(props: Props) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: GroupSettingsForm_group, from: props.group });
  const [edits, setEdits] = useState<Partial<typeof group>>({});
  const update = useGroupUpdate();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string; version: number }>([
    "name",
    "emoji",
    "timeZone",
  ]);
  const archived = Boolean(group.archivedAt);
  const { administer: writes, archive: archives, leave: leaves } = group.viewerCan;
  // Only what was touched is sent, so that a change by somebody else in the meantime stays.
  const shown = { ...group, ...edits };
  const edit = (part: Partial<typeof group>) => setEdits({ ...edits, ...part });
  const { id, version } = group;

  const archive = () =>
    submit(
      () => update({ id, version, archived: true }),
      (changed) => {
        toast(t("settings.archived"), () => update({ id, version: changed.version, archived: false }));
        // The button goes with all that changes the group; the way back stands at its head.
        focusWhenThere("#bring-back");
      },
    );

  return (
    <Stack>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Surface aria-labelledby="settings">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit(
              () => update({ id, version, ...edits }),
              () => {
                setEdits({});
                toast(t("settings.saved"));
              },
            );
          }}
        >
          <Stack>
            <Heading id="settings">{t("settings.title")}</Heading>
            {!writes && !archived && <Muted>{t("settings.adminsOnly")}</Muted>}
            <TextField
              label={t("group.name")}
              disabled={!writes}
              value={shown.name}
              onChange={(name) => edit({ name })}
              problem={problemAt("name")}
            />
            {writes && <LookFields look={shown} onChange={edit} problem={problemAt("emoji")} />}
            {writes && (
              <CurrencyField
                label={t("group.currency")}
                value={shown.currency}
                onChange={(currency) => edit({ currency })}
              />
            )}
            {writes && (
              <TimeZoneField
                label={t("group.timeZone")}
                value={shown.timeZone}
                onChange={(timeZone) => edit({ timeZone })}
                problem={problemAt("timeZone")}
              />
            )}
            <CheckField
              label={t("settings.simplify")}
              hint={t("settings.simplifyHint")}
              disabled={!writes}
              checked={shown.simplifyDebts}
              onChange={(simplifyDebts) => edit({ simplifyDebts })}
            />
            <CheckField
              label={t("settings.confirm")}
              hint={t("settings.confirmHint")}
              disabled={!writes}
              checked={shown.confirmSettlements}
              onChange={(confirmSettlements) => edit({ confirmSettlements })}
            />
            {writes && (
              <div>
                <Button type="submit" look="primary" pending={pending} disabled={Object.keys(edits).length === 0}>
                  {t("settings.save")}
                </Button>
              </div>
            )}
          </Stack>
        </form>
      </Surface>
      {props.children}
      {archives && !archived && (
        <Surface aria-labelledby="archive">
          <Stack>
            <Heading id="archive">{t("settings.archiveTitle")}</Heading>
            <Muted>{t("settings.archiveText")}</Muted>
            <div>
              <Button disabled={pending} onClick={() => void archive()}>
                {t("settings.archive")}
              </Button>
            </div>
          </Stack>
        </Surface>
      )}
      {leaves && <WayOut groupId={id} note={props.leaveNote} onLeft={props.onLeft} />}
    </Stack>
  );
}

/** Leaving the group, after a second press. */
function WayOut({ groupId, note, onLeft }: { groupId: string; note: string | null; onLeft: () => void }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const leave = useGroupLeave();
  const { submit, pending, problem } = useSubmit();
  return (
    <Surface aria-labelledby="leave">
      <Stack>
        <Heading id="leave">{t("settings.leaveTitle")}</Heading>
        {leaving && <Muted>{t("settings.leaveText")}</Muted>}
        {leaving && note && <Muted>{note}</Muted>}
        {problem && <Notice tone="danger">{problem}</Notice>}
        {leaving ? (
          <Row flexWrap="wrap">
            <Button look="danger" disabled={pending} onClick={() => void submit(() => leave({ id: groupId }), onLeft)}>
              {t("settings.leaveSure")}
            </Button>
            <Button onClick={() => setLeaving(false)}>{t("common.back")}</Button>
          </Row>
        ) : (
          <div>
            <Button look="danger" onClick={() => setLeaving(true)}>
              {t("settings.leave")}
            </Button>
          </div>
        )}
      </Stack>
    </Surface>
  );
}
