import { chakra } from "@chakra-ui/react";
import { type ReactNode, useState } from "react";
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
const WaysGrid = chakra("div", {
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

type Ways = Omit<Preference, "kind">;

/** One way of one kind: what is chosen is shown at once, and is so once the server has it. Others go on meanwhile. */
function Way<Name extends keyof Ways>(props: {
  preference: Preference;
  name: Name;
  children: (value: Ways[Name], change: (value: Ways[Name]) => void) => ReactNode;
}) {
  const { preference, name } = props;
  const set = useNotificationPreferenceSet();
  const { submit, problem } = useSubmit<string>();
  const [sending, setSending] = useState<Ways[Name] | null>(null);
  const change = (value: Ways[Name]) => {
    setSending(value);
    void submit(
      () => set({ kind: preference.kind, [name]: value }),
      () => undefined,
    ).finally(() => setSending(null));
  };
  return (
    <div>
      {problem && <Notice tone="danger">{problem}</Notice>}
      {props.children(sending ?? preference[name], change)}
    </div>
  );
}

function PreferenceLine({ preference, hasSms }: { preference: Preference; hasSms: boolean }) {
  const { t } = useTranslation();
  const { kind } = preference;
  return (
    <Kind>
      <chakra.legend fontWeight="medium">{t(`notifications.kind.${kind}`)}</chakra.legend>
      <Muted fontSize="sm">{t(`notifications.kindText.${kind}`)}</Muted>
      <WaysGrid>
        <Way preference={preference} name="email">
          {(email, change) => (
            <SelectField
              label={t("notifications.channel.EMAIL")}
              value={email}
              onChange={(value) => change(value as NotificationPace)}
              choices={PACES.map((value) => ({ value, label: t(`notifications.pace.${value}`) }))}
            />
          )}
        </Way>
        <Way preference={preference} name="inApp">
          {(inApp, change) => <CheckField label={t("notifications.inApp")} checked={inApp} onChange={change} />}
        </Way>
        <Way preference={preference} name="push">
          {(push, change) => <CheckField label={t("notifications.channel.PUSH")} checked={push} onChange={change} />}
        </Way>
        {hasSms && (
          <Way preference={preference} name="sms">
            {(sms, change) => <CheckField label={t("notifications.channel.SMS")} checked={sms} onChange={change} />}
          </Way>
        )}
      </WaysGrid>
    </Kind>
  );
}
