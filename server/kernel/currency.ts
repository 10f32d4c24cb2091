/**
 * ISO 4217 currencies and their minor units.
 *
 * Source: ISO 4217 list one (active) as maintained by SIX, with the amendments up to number 180: XCG replaced ANG
 * (2025-03-31), BGN ended with Bulgaria's change to the euro (2026-01-01). Funds and metals are in the list; those
 * whose minor unit is "N.A." are counted in whole units. Neither CLDR nor Intl is asked: they round several
 * circulating currencies to whole units because cash does.
 */
const ACTIVE: Readonly<Record<number, string>> = {
  0: `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
      XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XUA`,
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
      COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
      INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
      MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
      STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/**
 * Codes withdrawn from ISO 4217 (list three) that old exports still hold, with the minor units they had. List three
 * states none; these are those of the JDK's currency data, which keeps withdrawn codes.
 */
const WITHDRAWN: Readonly<Record<number, string>> = {
  0: "ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE TPE TRL",
  2: `AFA ALK ANG AOK AON AOR ARA ARP ATS AYM AZM BAD BEC BEL BGK BGL BGN BOP BRB BRC BRE BRN BRR BUK CLE CSD CSK CUC
      CYP DDM DEM ECS ECV EEK ESA ESB FIM FRF GEK GHC GNE GQE GWE GWP HRD HRK IEP ILR ISJ LAJ LSM LTL LTT LUC LUL LVL
      LVR MDC MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ RHD ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR
      TMM UAK UGS USS UYN UYP VEB VEF VNC XEU XFO XFU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR`,
};

function table(lists: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  const rows = Object.entries(lists).flatMap(([digits, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(digits)] as const),
  );
  return new Map(rows);
}

const activeDigits = table(ACTIVE);
const withdrawnDigits = table(WITHDRAWN);

/** Every active code, in alphabetic order. */
export const activeCurrencies: readonly string[] = [...activeDigits.keys()].sort();

/** Whether the code is, or once was, in ISO 4217. */
export function isCurrency(code: string): boolean {
  return activeDigits.has(code) || withdrawnDigits.has(code);
}

/** Whether the code is in ISO 4217 today. */
export function isActiveCurrency(code: string): boolean {
  return activeDigits.has(code);
}

/** How many decimals an amount of this currency has: JPY 0, EUR 2, KWD 3. A code that never was is an error. */
export function minorDigits(code: string): number {
  const digits = activeDigits.get(code) ?? withdrawnDigits.get(code);
  if (digits === undefined) throw new Error(`No such currency: ${code}`);
  return digits;
}
