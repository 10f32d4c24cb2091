import { minorDigits } from "../../kernel/currency.js";
import { decimalText } from "../../kernel/decimal.js";

/** Currencies of which a loaf costs about 10, 100, 1,000 or 10,000 times as many as euros; all others are near one. */
const TENFOLD: Readonly<Record<number, string>> = {
  1: `BOB BWP CNY CZK DKK EGP ERN GHS GTQ HKD HNL LSL MAD MDL MOP MRU MVR MXN NAD NIO NOK SCR SEK SRD STN SZL THB TJS
      TRY TWD UAH UYU ZAR ZMW`,
  2: `AFN ALL AMD BDT BTN CVE DJF DOP DZD ETB GMD HTG HUF INR ISK JMD JPY KES KGS LKR LRD MKD MUR MZN NPR PHP PKR RSD
      RUB VUV XPF YER`,
  3: `AOA ARS BIF CDF CLP COP CRC IQD KHR KMF KRW KZT MMK MNT MWK NGN RWF SDG SOS SSP SYP TZS UGX XAF XOF`,
  4: "GNF IDR IRR LAK LBP MGA PYG UZS VND",
};

const magnitudes = new Map(
  Object.entries(TENFOLD).flatMap(([zeros, codes]) => codes.split(/\s+/).map((code) => [code, Number(zeros)] as const)),
);

/**
 * What costs so many cents in Europe, as a believable amount of the currency: an example for people who know their
 * prices, and no conversion. Amounts that add up in cents add up in every currency.
 */
export function believable(cents: number, currency: string): string {
  const digits = minorDigits(currency);
  // What has no decimals needs at least the hundredfold, or the cents would be lost.
  const zeros = Math.max(magnitudes.get(currency) ?? 0, 2 - digits);
  return decimalText(BigInt(cents) * 10n ** BigInt(zeros + digits - 2), digits);
}
