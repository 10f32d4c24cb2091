const REGIONS: Readonly<Record<string, string>> = {
  AUD: "AU",
  BRL: "BR",
  CAD: "CA",
  CHF: "CH LI",
  CNY: "CN",
  CZK: "CZ",
  DKK: "DK",
  EUR: "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK",
  GBP: "GB",
  HUF: "HU",
  INR: "IN",
  JPY: "JP",
  KRW: "KR",
  MKD: "MK",
  MXN: "MX",
  NOK: "NO",
  NZD: "NZ",
  PLN: "PL",
  RON: "RO",
  RSD: "RS",
  SEK: "SE",
  TRY: "TR",
  UAH: "UA",
  ZAR: "ZA",
};

/** A first guess at the currency that somebody uses; the profile has the last word. */
export function currencyOfLocale(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? "";
  const [currency] = Object.entries(REGIONS).find(([, regions]) => regions.split(" ").includes(region)) ?? ["USD"];
  return currency;
}
