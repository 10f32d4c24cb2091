import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SearchSheet } from "../../components/SearchSheet.js";
import type { Language } from "../../lib/locale.js";
import { type Region, regionsFor } from "../../lib/regions.js";
import { found } from "../../lib/word-search.js";

/** All countries, those where the words are at home first. */
export default function RegionSheet(props: {
  language: Language;
  value: string;
  /** What the sheet is called; by itself, after the region of numbers and days. */
  title?: string;
  onChange: (region: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const regions = useMemo(() => regionsFor(props.language), [props.language]);
  const section = (title: string, of: readonly Region[], typed: string) => ({
    title,
    choices: found(of, typed, ({ name, code }) => `${name} ${code}`).map(({ code, name }) => ({
      value: code,
      label: name,
    })),
  });
  const find = (typed: string) =>
    [section(t("region.first"), regions.first, typed), section(t("region.others"), regions.others, typed)].filter(
      ({ choices }) => choices.length > 0,
    );
  return (
    <SearchSheet
      title={props.title ?? t("profile.region")}
      search={t("region.search")}
      none={t("region.none")}
      value={props.value}
      find={find}
      onChange={props.onChange}
      onClose={props.onClose}
    />
  );
}
