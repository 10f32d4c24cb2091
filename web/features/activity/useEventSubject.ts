import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format.js";
import type { ListedEvent } from "./activity-event.js";

/** Which words an event is told in: nobody is invited by a link that is not sent to anybody yet. */
export function typeWords({ type, subject }: ListedEvent): string {
  const isLink = type === "invite.created" && subject?.__typename === "Invite" && !subject.email;
  return isLink ? "invite.link_created" : type;
}

interface EventSubject {
  readonly words: string | null;
  readonly link: string | null;
}

/** Says what an event is about and where that is; `then` is what it was called at the time, where that is known. */
export function useEventSubject(): (event: ListedEvent, groupId: string, then?: string) => EventSubject {
  const { t } = useTranslation();
  const { money } = useFormat();
  return ({ subject }: ListedEvent, groupId: string, then?: string) => {
    const at = (page: string) => `/groups/${groupId}/${page}`;
    switch (subject?.__typename) {
      case "Budget":
        return { words: null, link: at("budgets") };
      case "Expense":
        return { words: then ?? subject.title, link: `/expenses/${subject.id}` };
      case "Settlement": {
        const words = t("activity.payment", {
          from: subject.from.name,
          to: subject.to.name,
          amount: money(subject.amount),
        });
        return { words, link: at("settle") };
      }
      case "Member":
        return { words: then ?? subject.name, link: at("members") };
      case "Invite":
        return { words: subject.email ?? t("activity.inviteLink"), link: at("members") };
      case "Import":
        return { words: subject.fileName, link: `/import/${subject.id}` };
      case "Household":
        return { words: then ?? subject.name, link: at("members") };
      case "GroupRate":
        return { words: `${subject.fromCurrency} → ${subject.toCurrency}`, link: at("settings") };
      case "Receipt": {
        const { reading, expense } = subject;
        const words = reading?.merchant?.value ?? expense?.title ?? t("receipt.title");
        return { words, link: at(`receipts/${subject.id}`) };
      }
      case "ReceiptLine":
      case "Report":
      case "Notification":
      case "Device":
      case "Group":
      case "User":
      case "UserSession":
      case "Category":
      case undefined:
        return { words: null, link: null };
    }
  };
}
