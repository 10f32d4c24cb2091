import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { SheetField } from "../../components/SheetField.js";
import { TimeZoneField } from "../../components/TimeZoneField.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { currentLocale, speakAsChosen } from "../../lib/i18n.js";
import { languageOf } from "../../lib/locale.js";
import { regionName } from "../../lib/regions.js";
import { LocaleFields } from "./LocaleFields.js";
import { PictureField } from "./PictureField.js";
import { useUserUpdate } from "./writes.js";

export const ProfileForm_user = graphql(`
  fragment ProfileForm_user on User {
    id
    name
    email
    preferredCurrency
    locale
    timeZone
    showsPresence
    avatarUrl
    occupation
    country
  }
`);

const RegionSheet = lazy(() => import("./RegionSheet.js"));

export function ProfileForm(props: { user: FragmentType<typeof ProfileForm_user> }) {
  const { t, i18n } = useTranslation();
  const { data: user } = useSuspenseFragment({ fragment: ProfileForm_user, from: props.user });
  const [edits, setEdits] = useState<Partial<typeof user>>({});
  const update = useUserUpdate();
  const { submit, pending, problem, problemAt } = useSubmit<{ locale: string }>([
    "name",
    "locale",
    "timeZone",
    "occupation",
  ]);
  const shown = { ...user, ...edits };
  const edit = (part: Partial<typeof user>) => setEdits({ ...edits, ...part });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => update({ ...edits, ...("occupation" in edits && { occupation: edits.occupation?.trim() || null }) }),
          ({ locale }) => {
            setEdits({});
            void speakAsChosen(locale).then(() => toast(i18n.t("profile.saved")));
          },
        );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <PictureField id={user.id} name={user.name} url={user.avatarUrl} />
        <Muted>{user.email}</Muted>
        <TextField
          label={t("account.name")}
          autoComplete="name"
          value={shown.name}
          onChange={(name) => edit({ name })}
          problem={problemAt("name")}
        />
        <TextField
          label={t("profile.occupation")}
          autoComplete="organization-title"
          value={shown.occupation ?? ""}
          onChange={(occupation) => edit({ occupation })}
          problem={problemAt("occupation")}
        />
        <CountryField value={shown.country ?? null} onChange={(country) => edit({ country })} />
        <CurrencyField
          label={t("profile.currency")}
          value={shown.preferredCurrency}
          onChange={(preferredCurrency) => edit({ preferredCurrency })}
        />
        <LocaleFields locale={shown.locale} onChange={(locale) => edit({ locale })} problem={problemAt("locale")} />
        <TimeZoneField
          label={t("profile.timeZone")}
          value={shown.timeZone}
          onChange={(timeZone) => edit({ timeZone })}
          problem={problemAt("timeZone")}
        />
        <CheckField
          label={t("profile.showsPresence")}
          hint={t("profile.showsPresenceHint")}
          checked={shown.showsPresence ?? true}
          onChange={(showsPresence) => edit({ showsPresence })}
        />
        <div>
          <Button type="submit" look="primary" pending={pending} disabled={Object.keys(edits).length === 0}>
            {t("settings.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Where somebody lives, or nothing. */
function CountryField(props: { value: string | null; onChange: (country: string | null) => void }) {
  const { t } = useTranslation();
  const language = languageOf(currentLocale());
  const { value } = props;
  return (
    <Stack gap="1">
      <SheetField
        label={t("profile.country")}
        hint={t("profile.personalHint")}
        shown={value ? regionName(value, language) : t("profile.none")}
        sheet={(close) => (
          <RegionSheet
            title={t("profile.country")}
            language={language}
            value={value ?? ""}
            onChange={props.onChange}
            onClose={close}
          />
        )}
      />
      {value && (
        <div>
          <Button size="sm" look="text" onClick={() => props.onChange(null)}>
            {t("profile.countryRemove")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
