import { deviceOf } from "../../kernel/device-name.js";
import { categoryWord } from "../expenses/category-words.js";
import type { Announcement } from "./announcement.js";
import { moneyText } from "./money-text.js";
import type { NotificationFacts } from "./notification-facts.loader.js";
import { type Language, languageOf, say } from "./words.js";

/** What somebody is told, in one line, in the language and with the numbers of their locale. */
export function notificationText(facts: NotificationFacts, locale: string): string {
  const language = languageOf(locale);
  if (facts.farewell) return say(language, "farewell")!;
  if (facts.announced) return announcedText(facts.announced, facts, locale);
  const { actor, groupName, count } = facts;
  const values = {
    actor: actor ?? say(language, "product")!,
    group: groupName ?? "",
    subject: facts.subject ?? say(language, facts.kind === "RECEIPT" ? "receipt" : "somebody")!,
  };
  const name = eventName(facts);
  const sentence = say(language, name, values) ?? say(language, "something", values)!;
  const details = detailsOf(facts, locale);
  if (count > 1) details.push(say(language, "burst", { count: new Intl.NumberFormat(locale).format(count) })!);
  return details.length === 0 ? sentence : `${sentence}: ${details.join(", ")}`;
}

/** Nobody is invited by a link that is not sent to anybody yet. */
function eventName({ type, subject }: NotificationFacts): string {
  const name = (type ?? "").replace(".", "_");
  return name === "invite_created" && subject === null ? "invite_link_created" : name;
}

/** What it is about in money: a payment with its two sides, an expense with what the person bears of it. */
function detailsOf({ amount, share, from, to }: NotificationFacts, locale: string): string[] {
  if (!amount) return [];
  const text = moneyText(amount, locale);
  if (from !== null && to !== null) return [`${from} → ${to} ${text}`];
  return share ? [text, say(languageOf(locale), "share", { share: moneyText(share, locale) })!] : [text];
}

/** The words of what was announced; `from` is who reminds, where somebody does. */
export function announcedText(
  announced: Announcement,
  { from, groupName }: Pick<NotificationFacts, "from" | "groupName">,
  locale: string,
): string {
  const language = languageOf(locale);
  switch (announced.of) {
    case "reminder":
      return say(language, "reminder", {
        from: from ?? say(language, "somebody")!,
        amount: moneyText(announced.amount, locale),
        group: groupName ?? "",
      })!;
    case "report": {
      const { about, format, isReady } = announced;
      return say(language, isReady ? "report_ready" : "report_failed", { about: about ?? format })!;
    }
    case "budget": {
      const { about, isCategory } = announced;
      const word = isCategory && about !== null ? categoryWord(about, language) : about;
      return say(language, "budget_threshold", {
        about: word ?? say(language, "all")!,
        threshold: new Intl.NumberFormat(locale, { style: "percent" }).format(announced.threshold / 100),
        spent: moneyText(announced.spent, locale),
        limit: moneyText(announced.limit, locale),
      })!;
    }
    case "security":
      return say(language, announced.what, { device: deviceWords(announced.device, language) })!;
  }
}

/** As the list of places where one is signed in calls it. */
function deviceWords(userAgent: string | null, language: Language): string {
  if (userAgent === null) return say(language, "unknownDevice")!;
  const { program, system } = deviceOf(userAgent);
  return system === null ? program : say(language, "device", { program, system })!;
}

/** Where in the product it leads to: the very thing, as far as it has a page. */
export function notificationPath({ farewell, groupId, subjectId, announced, type }: NotificationFacts): string {
  if (farewell) return "/people";
  if (announced?.of === "security") return "/profile";
  if (announced?.of === "report") return "/reports";
  const prefix = (subjectId ?? "").split("_")[0]!;
  const inGroup = (page: string) => (groupId === null ? "/" : `/groups/${groupId}/${page}`);
  switch (prefix) {
    case "exp":
      return `/expenses/${subjectId}`;
    case "imp":
      return `/import/${subjectId}`;
    case "stl":
      return inGroup("settle");
    case "rcp":
      return inGroup(`receipts/${subjectId}`);
    case "mem":
      return inGroup(announced?.of === "reminder" ? "settle" : "members");
    case "inv":
    case "hsh":
      return inGroup("members");
    case "bud":
      return groupId === null ? "/budgets" : `/budgets?group=${groupId}`;
    case "rat":
      return inGroup("settings");
    default:
      return type === null ? "/" : inGroup("activity");
  }
}
