import type { Services } from "../../platform/context.js";
import type { Mail } from "../../platform/mail.js";
import type { Reader } from "../../platform/reader.js";
import { kindsOf, type Leaving } from "./leaving.loader.js";
import type { LetterContent, LetterItem } from "./letter.js";
import { asItLeaves, factsByNotification } from "./notification-facts.loader.js";
import { notificationPath, notificationText } from "./notification-text.js";
import { unsubscribeToken } from "./unsubscribe.js";
import { languageOf, say } from "./words.js";

/** A mail lists so many things, and says how many more there are. */
const ITEMS_MAX = 50;

/** The mail that tells somebody of all this, in their language; `reader` is the moment at which it may be told. */
export async function letterFor(
  { publicUrl, secret }: Services,
  reader: Reader,
  userId: string,
  letterId: string,
  told: readonly Leaving[],
): Promise<Mail> {
  const [person] = await reader.rows<{ email: string; locale: string; timeZone: string }>(
    "select email, locale, time_zone from users where id = $1",
    [userId],
  );
  const { email, locale, timeZone } = person!;
  const items = await itemsFor(reader, told.slice(-ITEMS_MAX), publicUrl, locale, timeZone);
  const token = unsubscribeToken(secret, { userId, kinds: kindsOf(told) });
  const unsubscribeUrl = new URL(`/mail/unsubscribe/${token}`, publicUrl).href;
  const content: LetterContent = {
    language: languageOf(locale),
    subject: subjectOf(items, told.length, locale),
    items,
    more: told.length - items.length,
    url: new URL("/notifications", publicUrl).href,
    settingsUrl: new URL("/settings", publicUrl).href,
    unsubscribeUrl,
  };
  // What makes pages of mails is loaded with the first one: most processes never send any.
  const { renderLetter } = await import("./letter-page.adapter.js");
  return {
    to: email,
    subject: content.subject,
    ...(await renderLetter(content)),
    messageId: `<${letterId}@${new URL(publicUrl).hostname}>`,
    headers: {
      "List-Unsubscribe": `<${unsubscribeUrl}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

async function itemsFor(
  reader: Reader,
  told: readonly Leaving[],
  publicUrl: string,
  locale: string,
  timeZone: string,
): Promise<LetterItem[]> {
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const facts = factsByNotification(reader);
  const all = await Promise.all(
    told.map(async ({ notificationId, owed }) => asItLeaves(await facts.load(notificationId), owed)),
  );
  return all.map((each, index) => ({
    text: notificationText(each, locale),
    url: new URL(notificationPath(each), publicUrl).href,
    when: when.format(told[index]!.at),
  }));
}

const SUBJECT_MAX = 150;

/** One thing is told by itself; of several it is said how many. */
function subjectOf(items: readonly LetterItem[], count: number, locale: string): string {
  if (count > 1) return say(languageOf(locale), "digest", { count: new Intl.NumberFormat(locale).format(count) })!;
  const text = [...items[0]!.text.replace(/\s+/g, " ")];
  return text.length <= SUBJECT_MAX ? text.join("") : `${text.slice(0, SUBJECT_MAX - 1).join("")}…`;
}
