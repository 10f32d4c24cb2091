import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { CheckField, TextField } from "../../components/Field.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { NotificationSettingsPageQuery } from "../../gql/graphql.js";
import { useQuietHoursSet } from "./writes.js";

type Viewer = NonNullable<NotificationSettingsPageQuery["viewer"]>;

const NIGHT = { from: "22:00", to: "07:00" };

/** When one is left alone, and when the mails of a day or a week come. */
export function QuietHoursForm({ viewer }: { viewer: Pick<Viewer, "quietHours" | "digestAt"> }) {
  const { t } = useTranslation();
  const [isQuiet, setQuiet] = useState(Boolean(viewer.quietHours));
  const [{ from, to }, setHours] = useState(() => viewer.quietHours ?? NIGHT);
  const [digestAt, setDigestAt] = useState(viewer.digestAt);
  const set = useQuietHoursSet();
  const { submit, pending, problem, problemAt } = useSubmit<string>(["from", "to", "digestAt"]);
  const hours = isQuiet ? { from, to } : { from: null, to: null };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => set({ ...hours, digestAt }),
          () => toast(t("notifications.saved")),
        );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <CheckField
          label={t("notifications.quiet")}
          hint={t("notifications.quietHint")}
          checked={isQuiet}
          onChange={setQuiet}
        />
        {isQuiet && (
          <Row alignItems="flex-start">
            <TextField
              label={t("notifications.quietFrom")}
              type="time"
              value={from}
              onChange={(value) => setHours({ from: value, to })}
              problem={problemAt("from")}
            />
            <TextField
              label={t("notifications.quietTo")}
              type="time"
              value={to}
              onChange={(value) => setHours({ from, to: value })}
              problem={problemAt("to")}
            />
          </Row>
        )}
        <TextField
          label={t("notifications.digestAt")}
          hint={t("notifications.digestHint")}
          type="time"
          value={digestAt}
          onChange={setDigestAt}
          problem={problemAt("digestAt")}
        />
        <div>
          <Button type="submit" pending={pending}>
            {t("settings.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
