import { z } from "zod";
import { isAddress } from "../../platform/settings.js";

const ECB_LAST_90_DAYS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml";

export const CurrencySettings = z.object({
  /** Where daily exchange rates are fetched, in one of the European Central Bank's forms; null, as "off": nowhere. */
  RATES_URL: z
    .string()
    .refine((text) => text === "off" || isAddress(text, ["http", "https"]), {
      message: "must be off, or an address that begins with http:// or https://",
    })
    .default(ECB_LAST_90_DAYS)
    .transform((text) => (text === "off" ? null : text)),
});
