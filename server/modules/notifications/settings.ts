import { z } from "zod";
import { address, type Settings } from "../../platform/settings.js";
import { keysFrom } from "./sealing.js";

/** A part of a VAPID pair: so many bytes in base64url. */
function vapidPart(bytes: number) {
  return z
    .string()
    .refine((text) => /^[\w-]+$/.test(text) && Buffer.from(text, "base64url").length === bytes, {
      message: `must be ${bytes} bytes in base64url`,
    })
    .optional();
}

export const NotificationSettings = z.object({
  /** What pushes are signed with; without them a pair is made and kept in the database. */
  VAPID_PUBLIC_KEY: vapidPart(65),
  VAPID_PRIVATE_KEY: vapidPart(32),
  /** For tests alone: a certificate, by which a push service on this machine is believed, and may be spoken to. */
  PUSH_LOOPBACK_CA: z.string().min(1).optional(),
  /** Twilio's account that sends text messages; without it there are none. */
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, "must be the SID of an account")
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  /** The number that they come from. */
  TWILIO_FROM: z.string().min(1).optional(),
  /** Another server that speaks Twilio's API. */
  TWILIO_API_BASE: address(["http", "https"]).optional(),
  /** Who knows this may say, at POST /mail/bounces, which addresses take no mail any more. */
  MAIL_BOUNCE_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  /** What phone numbers and push addresses are sealed with, as "name:key", keys of 32 bytes in base64, the newest first. */
  DATA_KEYS: z
    .string()
    .refine((text) => keysFrom(text) !== null, {
      message: "must be name:key, or several with commas between, each key 32 bytes in base64",
    })
    .optional(),
});

/** Whether this server sends text messages. */
export function takesSms(settings: Settings): boolean {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM } = settings.of(NotificationSettings);
  return TWILIO_ACCOUNT_SID !== undefined && TWILIO_AUTH_TOKEN !== undefined && TWILIO_FROM !== undefined;
}
