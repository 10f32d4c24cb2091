import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { currentLocale } from "../lib/i18n.js";
import { languageOf } from "../lib/locale.js";
import { type TimeZone, timeZones, zonesFound } from "../lib/time-zones.js";
import { zoneToday } from "../lib/zone-name.js";
import { SearchSheet } from "./SearchSheet.js";

function byOffset(zones: readonly TimeZone[]) {
  const offsets = [...new Set(zones.map(({ offset }) => offset))];
  return offsets.map((title) => ({
    title,
    choices: zones
      .filter(({ offset }) => offset === title)
      .map(({ id, city, country }) => ({ value: id, label: city, ...(country ? { detail: country } : {}) })),
  }));
}

/** All time zones by what they are away from UTC today, found by city, town or country. */
export default function TimeZoneSheet(props: {
  title: string;
  value: string;
  onChange: (timeZone: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = languageOf(currentLocale());
  const [now] = useState(() => new Date());
  const zones = useMemo(() => timeZones(language, props.value, now), [language, props.value, now]);
  return (
    <SearchSheet
      title={props.title}
      search={t("timeZone.search")}
      none={t("timeZone.none")}
      value={zoneToday(props.value)}
      find={(typed) => byOffset(zonesFound(zones, typed))}
      onChange={props.onChange}
      onClose={props.onClose}
    />
  );
}
