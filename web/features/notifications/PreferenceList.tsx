import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckField, SelectField } from "../../components/Field.js";
import { Muted, Rows } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import type { NotificationPace, NotificationSettingsPageQuery } from "../../gql/graphql.js";
import { useNotificationPreferenceSet } from "./writes.js";

type Preference = NonNullable<NotificationSettingsPageQuery["viewer"]>["notificationPreferences"][number];

const PACES: readonly NotificationPace[] = ["OFF", "AT_ONCE", "DAILY", "WEEKLY"];

const Kind = chakra("fieldset", { base: { border: "0", minWidth: "0" } });
const Ways = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: { base: "repeat(2, minmax(0, 1fr))", md: "minmax(0, 3fr) repeat(3, minmax(0, 2fr))" },
    columnGap: "4",
    rowGap: "2",
    alignItems: "end",
    "& > :first-child": { gridColumn: { base: "1 / -1", md: "auto" } },
    "& label:has(input)": { paddingBlock: "2.5" },
  },
});

/** For each kind of thing, on which ways one is told of it. What is pressed holds at once. */
export function PreferenceList(props: { preferences: readonly Preference[]; hasSms: boolean }) {
  return (
    <Rows>
      {props.preferences.map((preference) => (
        <chakra.li key={preference.kind} paddingBlock="4">
          <PreferenceLine preference={preference} hasSms={props.hasSms} />
        </chakra.li>
      ))}
    </Rows>
  );
}

function PreferenceLine({ preference, hasSms }: { preference: Preference; hasSms: boolean }) {
  const { t } = useTranslation();
  const set = useNotificationPreferenceSet();
  const { submit, problem } = useSubmit<string>();
  /** What is on its way to the server, and shown meanwhile. */
  const [sending, setSending] = useState<Partial<Preference>>({});
  const shown = { ...preference, ...sending };
  const { kind } = preference;
  const change = (part: Partial<Omit<Preference, "kind">>) => {
    setSending(part);
    void submit(
      () => set({ kind, ...part }),
      () => undefined,
    ).finally(() => setSending({}));
  };
  return (
    <Kind>
      <chakra.legend fontWeight="medium">{t(`notifications.kind.${kind}`)}</chakra.legend>
      <Muted fontSize="sm">{t(`notifications.kindText.${kind}`)}</Muted>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Ways>
        <SelectField
          label={t("notifications.channel.EMAIL")}
          value={shown.email}
          onChange={(email) => change({ email: email as NotificationPace })}
          choices={PACES.map((value) => ({ value, label: t(`notifications.pace.${value}`) }))}
        />
        <CheckField label={t("notifications.inApp")} checked={shown.inApp} onChange={(inApp) => change({ inApp })} />
        <CheckField
          label={t("notifications.channel.PUSH")}
          checked={shown.push}
          onChange={(push) => change({ push })}
        />
        {hasSms && (
          <CheckField label={t("notifications.channel.SMS")} checked={shown.sms} onChange={(sms) => change({ sms })} />
        )}
      </Ways>
    </Kind>
  );
}
