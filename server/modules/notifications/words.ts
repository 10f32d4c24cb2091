/** The languages in which people are told things. */
export type Language = "en" | "de";

/** The one of them for this locale. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith("de") ? "de" : "en";
}

interface Words {
  /** What happened, by the event's name with "_" for "."; `in` is the group's name in quotes. */
  readonly events: Readonly<Record<string, string>>;
  readonly [name: string]: string | Readonly<Record<string, string>>;
}

const EN: Words = {
  product: "Expense Tracker",
  somebody: "Somebody",
  inviteLink: "an invite link",
  receipt: "a receipt",
  total: "{{amount}}",
  share: "your share {{share}}",
  burst: "{{count}} changes",
  farewell:
    "Something was changed in a group that you have left: you owe something there again, or are owed something.",
  something: "Something happened in “{{group}}”",
  events: {
    group_created: "{{actor}} added you to “{{group}}”",
    group_updated: "{{actor}} changed the settings of “{{group}}”",
    member_added: "{{actor}} added {{subject}} to “{{group}}”",
    member_joined: "{{subject}} joined “{{group}}”",
    member_left: "{{subject}} left “{{group}}”",
    member_removed: "{{actor}} removed {{subject}} from “{{group}}”",
    member_renamed: "{{subject}} has a new name in “{{group}}”",
    member_role_set: "{{actor}} changed the role of {{subject}} in “{{group}}”",
    member_unclaimed: "{{subject}} stays in “{{group}}” without an account",
    invite_created: "{{actor}} invited {{subject}} to “{{group}}”",
    invite_link_created: "{{actor}} made an invite link for “{{group}}”",
    invite_revoked: "{{actor}} revoked an invite to “{{group}}”",
    expense_created: "{{actor}} added “{{subject}}” in “{{group}}”",
    expense_updated: "{{actor}} changed “{{subject}}” in “{{group}}”",
    expense_deleted: "{{actor}} deleted “{{subject}}” in “{{group}}”",
    expense_restored: "{{actor}} restored “{{subject}}” in “{{group}}”",
    settlement_created: "{{actor}} recorded a payment in “{{group}}”",
    settlement_confirmed: "{{actor}} confirmed a payment in “{{group}}”",
    settlement_rejected: "{{actor}} rejected a payment in “{{group}}”",
    settlement_cancelled: "{{actor}} cancelled a payment in “{{group}}”",
    import_committed: "{{actor}} imported {{subject}} into “{{group}}”",
    import_undone: "{{actor}} took back the import of {{subject}} into “{{group}}”",
    period_closed: "{{actor}} closed a period in “{{group}}”",
    period_reopened: "{{actor}} opened a closed period again in “{{group}}”",
    rate_set: "{{actor}} set an exchange rate in “{{group}}” ({{subject}})",
    rate_removed: "{{actor}} removed an exchange rate in “{{group}}” ({{subject}})",
    household_created: "{{actor}} made the household “{{subject}}” in “{{group}}”",
    household_updated: "{{actor}} changed the household “{{subject}}” in “{{group}}”",
    household_dissolved: "{{actor}} dissolved the household “{{subject}}” in “{{group}}”",
    default_split_set: "{{actor}} changed how expenses are split by default in “{{group}}”",
    receipt_created: "{{actor}} sent a receipt to “{{group}}”",
    receipt_read: "A receipt was read in “{{group}}” ({{subject}})",
    receipt_failed: "A receipt could not be read in “{{group}}”",
    receipt_updated: "{{actor}} corrected a receipt in “{{group}}” ({{subject}})",
    receipt_attached: "{{actor}} put a receipt on an expense in “{{group}}” ({{subject}})",
    receipt_deleted: "{{actor}} deleted a receipt in “{{group}}”",
    budget_created: "{{actor}} made a budget in “{{group}}”",
    budget_updated: "{{actor}} changed a budget in “{{group}}”",
    budget_deleted: "{{actor}} deleted a budget in “{{group}}”",
  },
  reminder: "{{from}} reminds you: you owe {{amount}} in “{{group}}”",
  report_ready: "Your report is ready ({{about}})",
  report_failed: "Your report could not be made ({{about}})",
  budget_threshold: "{{threshold}} of the budget for {{about}} are spent: {{spent}} of {{limit}}",
  all: "everything",
  SIGNED_IN: "Your account was signed in to on a new device ({{device}}). If that was not you, change your password.",
  PASSWORD_CHANGED: "Your password was changed. If that was not you, ask for a new one at once.",
  SESSIONS_ENDED: "Your account was signed out on all other devices.",
  EMAIL_STOPPED: "Your mail address does not take mail any more; none is sent there until you say so.",
  unknownDevice: "unknown",
};

const DE: Words = {
  product: "Expense Tracker",
  somebody: "Jemand",
  inviteLink: "einen Einladungslink",
  receipt: "ein Beleg",
  total: "{{amount}}",
  share: "dein Anteil {{share}}",
  burst: "{{count}} Änderungen",
  farewell: "In einer Gruppe, die du verlassen hast, wurde etwas geändert: Dort ist für dich wieder etwas offen.",
  something: "In „{{group}}“ ist etwas geschehen",
  events: {
    group_created: "{{actor}} hat dich zu „{{group}}“ hinzugefügt",
    group_updated: "{{actor}} hat die Einstellungen von „{{group}}“ geändert",
    member_added: "{{actor}} hat {{subject}} zu „{{group}}“ hinzugefügt",
    member_joined: "{{subject}} ist „{{group}}“ beigetreten",
    member_left: "{{subject}} hat „{{group}}“ verlassen",
    member_removed: "{{actor}} hat {{subject}} aus „{{group}}“ entfernt",
    member_renamed: "{{subject}} hat in „{{group}}“ einen neuen Namen",
    member_role_set: "{{actor}} hat die Rolle von {{subject}} in „{{group}}“ geändert",
    member_unclaimed: "{{subject}} bleibt ohne Konto in „{{group}}“",
    invite_created: "{{actor}} hat zu „{{group}}“ eingeladen ({{subject}})",
    invite_link_created: "{{actor}} hat einen Einladungslink für „{{group}}“ erstellt",
    invite_revoked: "{{actor}} hat eine Einladung zu „{{group}}“ widerrufen",
    expense_created: "{{actor}} hat „{{subject}}“ in „{{group}}“ hinzugefügt",
    expense_updated: "{{actor}} hat „{{subject}}“ in „{{group}}“ geändert",
    expense_deleted: "{{actor}} hat „{{subject}}“ in „{{group}}“ gelöscht",
    expense_restored: "{{actor}} hat „{{subject}}“ in „{{group}}“ wiederhergestellt",
    settlement_created: "{{actor}} hat in „{{group}}“ eine Zahlung eingetragen",
    settlement_confirmed: "{{actor}} hat in „{{group}}“ eine Zahlung bestätigt",
    settlement_rejected: "{{actor}} hat in „{{group}}“ eine Zahlung abgelehnt",
    settlement_cancelled: "{{actor}} hat in „{{group}}“ eine Zahlung storniert",
    import_committed: "{{actor}} hat {{subject}} in „{{group}}“ importiert",
    import_undone: "{{actor}} hat den Import von {{subject}} in „{{group}}“ zurückgenommen",
    period_closed: "{{actor}} hat in „{{group}}“ einen Zeitraum abgeschlossen",
    period_reopened: "{{actor}} hat in „{{group}}“ einen abgeschlossenen Zeitraum wieder geöffnet",
    rate_set: "{{actor}} hat in „{{group}}“ einen Wechselkurs festgelegt ({{subject}})",
    rate_removed: "{{actor}} hat in „{{group}}“ einen Wechselkurs entfernt ({{subject}})",
    household_created: "{{actor}} hat in „{{group}}“ den Haushalt „{{subject}}“ angelegt",
    household_updated: "{{actor}} hat in „{{group}}“ den Haushalt „{{subject}}“ geändert",
    household_dissolved: "{{actor}} hat in „{{group}}“ den Haushalt „{{subject}}“ aufgelöst",
    default_split_set: "{{actor}} hat geändert, wie Ausgaben in „{{group}}“ sonst aufgeteilt werden",
    receipt_created: "{{actor}} hat einen Beleg in „{{group}}“ gestellt",
    receipt_read: "In „{{group}}“ wurde ein Beleg gelesen ({{subject}})",
    receipt_failed: "In „{{group}}“ konnte ein Beleg nicht gelesen werden",
    receipt_updated: "{{actor}} hat in „{{group}}“ einen Beleg berichtigt ({{subject}})",
    receipt_attached: "{{actor}} hat in „{{group}}“ einen Beleg an eine Ausgabe gehängt ({{subject}})",
    receipt_deleted: "{{actor}} hat in „{{group}}“ einen Beleg gelöscht",
    budget_created: "{{actor}} hat in „{{group}}“ ein Budget angelegt",
    budget_updated: "{{actor}} hat in „{{group}}“ ein Budget geändert",
    budget_deleted: "{{actor}} hat in „{{group}}“ ein Budget gelöscht",
  },
  reminder: "{{from}} erinnert dich: Du schuldest {{amount}} in „{{group}}“",
  report_ready: "Dein Bericht ist fertig ({{about}})",
  report_failed: "Dein Bericht konnte nicht erstellt werden ({{about}})",
  budget_threshold: "Vom Budget für {{about}} sind {{threshold}} ausgegeben: {{spent}} von {{limit}}",
  all: "alles",
  SIGNED_IN:
    "In deinem Konto hat sich ein neues Gerät angemeldet ({{device}}). Wenn du das nicht warst, ändere dein Passwort.",
  PASSWORD_CHANGED: "Dein Passwort wurde geändert. Wenn du das nicht warst, fordere sofort ein neues an.",
  SESSIONS_ENDED: "Dein Konto wurde auf allen anderen Geräten abgemeldet.",
  EMAIL_STOPPED: "Deine Adresse nimmt keine Mails mehr an; es geht keine dorthin, bis du es sagst.",
  unknownDevice: "unbekannt",
};

const WORDS: Readonly<Record<Language, Words>> = { en: EN, de: DE };

/** A text in this language, with its places filled; null where there is none of that name. */
export function say(language: Language, name: string, values: Readonly<Record<string, string>> = {}): string | null {
  const words = WORDS[language];
  const text = words.events[name] ?? words[name];
  if (typeof text !== "string") return null;
  // In one pass: what is filled in may hold any characters.
  return text.replace(/\{\{(\w+)\}\}/g, (_, place: string) => values[place] ?? "");
}
