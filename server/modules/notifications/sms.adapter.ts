import { existsSync } from "node:fs";
import type { Services } from "../../platform/context.js";
import { NotificationSettings } from "./settings.js";

/** What became of a text message: GONE, where the number takes none; LATER, where it may be tried again. */
export type SmsOutcome = "SENT" | "GONE" | "REFUSED" | "LATER";

interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  /** Another server that speaks the API; null for Twilio's own. */
  readonly apiBase: string | null;
}

/** What stands in ops/twilio.mjs. Twilio's SDK is a package of its own, which `npm start` does not install. */
interface TwilioPart {
  readonly twilioSender: (account: TwilioAccount) => (to: string, text: string) => Promise<SmsOutcome>;
}

/** Sends one text message; `to` is a number with its country code. */
export async function sendSms(services: Services, to: string, text: string): Promise<SmsOutcome> {
  const settings = services.settings.of(NotificationSettings);
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM, TWILIO_API_BASE } = settings;
  if (TWILIO_ACCOUNT_SID === undefined || TWILIO_AUTH_TOKEN === undefined || TWILIO_FROM === undefined)
    return "REFUSED";
  const { twilioSender } = await twilioPart();
  const send = twilioSender({
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    from: TWILIO_FROM,
    apiBase: TWILIO_API_BASE ?? null,
  });
  return send(to, text);
}

/** It stands as far up as the server's files are down, compiled or not. */
async function twilioPart(): Promise<TwilioPart> {
  let folder = new URL("..", import.meta.url);
  for (let levels = 0; levels < 8 && !existsSync(new URL("ops/twilio.mjs", folder)); levels++)
    folder = new URL("..", folder);
  try {
    return (await import(new URL("ops/twilio.mjs", folder).href)) as TwilioPart;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error("What TWILIO_ACCOUNT_SID needs is not installed: run npm run setup:ops, or unset it.");
  }
}
