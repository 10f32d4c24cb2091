import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../components/Field.js";
import { SheetField } from "../../components/SheetField.js";
import { formattersOf } from "../../lib/format.js";
import { currentLocale } from "../../lib/i18n.js";
import { LANGUAGES, type Language, languageOf, localeOf, regionOf } from "../../lib/locale.js";

const RegionSheet = lazy(() => import("./RegionSheet.js"));

/** The language of the words, and whose habits numbers and days follow: together an account's locale. */
export function LocaleFields(props: {
  locale: string;
  problem?: string | undefined;
  onChange: (locale: string) => void;
}) {
  const { t } = useTranslation();
  const { locale, onChange } = props;
  const reader = languageOf(currentLocale());
  const language = languageOf(locale);
  const region = regionOf(locale);
  return (
    <>
      <SelectField
        label={t("profile.language")}
        value={language}
        onChange={(chosen) => onChange(localeOf(chosen as Language, region))}
        choices={LANGUAGES.map((value) => ({ value, label: labelOf(value, reader) }))}
        problem={props.problem}
      />
      <SheetField
        label={t("profile.region")}
        hint={example(locale)}
        shown={new Intl.DisplayNames(reader, { type: "region" }).of(region) ?? region}
        sheet={(close) => (
          <RegionSheet
            language={reader}
            value={region}
            onChange={(chosen) => onChange(localeOf(language, chosen))}
            onClose={close}
          />
        )}
      />
    </>
  );
}

/** Shows what the choice means. */
function example(locale: string): string {
  const { day, money } = formattersOf(locale);
  return `${money({ amount: "1234.50", currency: "EUR" })} · ${day("2026-11-28")}`;
}

/** A language in its own words, as those who need it would look for it, and in the reader's where those are others. */
function labelOf(language: Language, reader: Language): string {
  const [own, read] = [language, reader].map((words) =>
    new Intl.DisplayNames(words, { type: "language" }).of(language),
  );
  return own === read ? `${own}` : `${own} – ${read}`;
}
