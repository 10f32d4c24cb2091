import { REGIONS } from "../../server/kernel/region.js";
import type { Language } from "./locale.js";
import { foundExactly } from "./word-search.js";
import { cityOf, zoneToday } from "./zone-name.js";

export interface TimeZone {
  readonly id: string;
  readonly city: string;
  /** In the language of the words; none where the platform does not know. */
  readonly country: string | null;
  readonly offset: string;
  readonly minutes: number;
  /** All that it is found by. */
  readonly words: string;
}

/** Towns that people look for, and former names, by the zone that they live in. */
const TOWNS: Readonly<Record<string, string>> = {
  "America/Chicago": "Dallas Houston Austin Minneapolis St. Louis",
  "America/Los_Angeles": "San Francisco Seattle San Diego Las Vegas Portland",
  "America/New_York": "Boston Washington Miami Atlanta Philadelphia",
  "America/Sao_Paulo": "Rio de Janeiro Brasilia",
  "America/Toronto": "Montreal Ottawa Quebec",
  "Asia/Dubai": "Abu Dhabi",
  "Asia/Ho_Chi_Minh": "Saigon",
  "Asia/Jerusalem": "Tel Aviv",
  "Asia/Karachi": "Lahore Islamabad",
  "Asia/Kathmandu": "Katmandu",
  "Asia/Kolkata": "Calcutta Mumbai Bombay Delhi Bangalore Bengaluru Chennai Madras Hyderabad",
  "Asia/Riyadh": "Mecca Jeddah",
  "Asia/Shanghai": "Beijing Peking Shenzhen Guangzhou",
  "Asia/Tokyo": "Osaka Kyoto",
  "Asia/Yangon": "Rangoon",
  "Australia/Sydney": "Canberra",
  "Africa/Johannesburg": "Cape Town Kapstadt Durban Pretoria",
  "Africa/Cairo": "Kairo",
  "America/Nuuk": "Godthab",
  "Europe/Athens": "Athen",
  "Europe/Berlin": "Hamburg Munich München Cologne Köln Frankfurt Stuttgart Leipzig Dresden",
  "Europe/Brussels": "Brüssel Antwerp Gent",
  "Europe/Bucharest": "Bukarest",
  "Europe/Copenhagen": "Kopenhagen København",
  "Europe/Istanbul": "Ankara Izmir",
  "Europe/Kyiv": "Kiev Kiew Lviv Odesa Kharkiv",
  "Europe/Lisbon": "Lissabon Lisboa Porto",
  "Europe/London": "Manchester Edinburgh Glasgow Cardiff",
  "Europe/Madrid": "Barcelona Sevilla Valencia",
  "Europe/Moscow": "Moskau Saint Petersburg",
  "Europe/Paris": "Lyon Marseille Strasbourg",
  "Europe/Prague": "Prag Praha Brno",
  "Europe/Rome": "Rom Roma Milan Mailand Naples Florence",
  "Europe/Vienna": "Wien Graz Linz Salzburg Innsbruck",
  "Europe/Warsaw": "Warschau Warszawa Kraków",
  "Europe/Zurich": "Geneva Genève Genf Bern Basel Lausanne",
  "Pacific/Chuuk": "Truk",
  "Pacific/Honolulu": "Hawaii",
};

/** Newer platforms know which zones a country has; without it, zones are found by their cities alone. */
interface PlacedLocale extends Intl.Locale {
  readonly timeZones?: readonly string[];
  readonly getTimeZones?: () => readonly string[] | undefined;
}

function countriesByZone(language: Language): ReadonlyMap<string, readonly string[]> {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const countries = new Map<string, string[]>();
  for (const code of REGIONS) {
    const place = new Intl.Locale(`und-${code}`) as PlacedLocale;
    for (const zone of place.getTimeZones?.() ?? place.timeZones ?? []) {
      const known = countries.get(zoneToday(zone)) ?? [];
      countries.set(zoneToday(zone), [...known, names.of(code) ?? code]);
    }
  }
  return countries;
}

/** "UTC+5:30", of this moment. */
function offsetOf(zone: string, at: Date): Pick<TimeZone, "offset" | "minutes"> {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const [, sign, hours, minutes] =
    /([+-])(\d+):(\d+)/.exec(parts.find((part) => part.type === "timeZoneName")!.value) ?? [];
  if (!sign) return { offset: "UTC", minutes: 0 };
  const away = Number(hours) * 60 + Number(minutes);
  const written = `${sign === "-" ? "−" : "+"}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
  return { offset: `UTC${written}`, minutes: sign === "-" ? -away : away };
}

/** Every time zone there is and `own`, from west to east. */
export function timeZones(language: Language, own: string, at: Date): readonly TimeZone[] {
  const ids = new Set(["UTC", own, ...Intl.supportedValuesOf("timeZone")].map(zoneToday));
  const countries = countriesByZone(language);
  const zones = [...ids].map((id): TimeZone => {
    const city = cityOf(id);
    const named = countries.get(id) ?? [];
    const words = [id.replaceAll(/[/_]/g, " "), TOWNS[id] ?? "", ...named].join(" ");
    return { id, city, country: named[0] ?? null, words, ...offsetOf(id, at) };
  });
  return zones.sort((one, other) => one.minutes - other.minutes || (one.city < other.city ? -1 : 1));
}

/** Those that are called so, or where people know their town or country by that name. */
export function zonesFound(zones: readonly TimeZone[], wanted: string): readonly TimeZone[] {
  return foundExactly(zones, wanted, ({ words, offset }) => `${words} ${offset}`);
}
