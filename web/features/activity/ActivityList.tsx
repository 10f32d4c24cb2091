import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { EventItem } from "../../components/EventItem.js";
import { Rows, Surface } from "../../components/Layout.js";
import type { GroupActivityPageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { namesThen } from "../../lib/name-then.js";
import { withoutTaps } from "./taps.js";

type Event = NonNullable<GroupActivityPageQuery["group"]>["events"]["edges"][number]["node"];

/** Nobody is invited by a link that is not sent to anybody yet. */
function isLink({ type, subject }: Event): boolean {
  return type === "invite.created" && subject?.__typename === "Invite" && !subject.email;
}

interface EventNaming {
  readonly id: string;
  readonly field: "title" | "name";
  readonly now: string;
}

/** What an event's subject is called by, where that can change. */
function callingOf({ subject }: Event): EventNaming | null {
  if (subject?.__typename === "Expense") return { id: subject.id, field: "title", now: subject.title };
  if (subject?.__typename === "Member" || subject?.__typename === "Household")
    return { id: subject.id, field: "name", now: subject.name };
  return null;
}

/** What the things of these events were called at the time, by the events' numbers. */
function namesOf(events: readonly Event[]): ReadonlyMap<number, string> {
  const eventsOf = new Map<string, EventNaming & { readonly events: Event[] }>();
  for (const event of events) {
    const called = callingOf(event);
    if (!called) continue;
    const known = eventsOf.get(called.id);
    if (known) known.events.push(event);
    else eventsOf.set(called.id, { ...called, events: [event] });
  }
  return new Map([...eventsOf.values()].flatMap(({ field, now, events: own }) => [...namesThen(own, field, now)]));
}

const Day = chakra("h2", {
  base: { paddingBottom: "2", fontSize: "sm", color: "fg.muted", letterSpacing: "0" },
});

/** Consecutive events of one day together. */
function byDay(events: readonly Event[], dayOf: (at: string) => string): { day: string; of: Event[] }[] {
  const days: { day: string; of: Event[] }[] = [];
  for (const event of events) {
    const day = dayOf(event.at);
    if (days.at(-1)?.day !== day) days.push({ day, of: [] });
    days.at(-1)!.of.push(event);
  }
  return days;
}

/** What happened in a group, in words, newest first. */
export function ActivityList(props: { groupId: string; events: readonly Event[] }) {
  const { t } = useTranslation();
  const { money, momentDay, momentTime } = useFormat();
  const nameThen = namesOf(props.events);
  const subjectOf = ({ seq, subject }: Event): { words: string | null; link: string | null } => {
    const at = (page: string) => `/groups/${props.groupId}/${page}`;
    switch (subject?.__typename) {
      case "Budget":
        return { words: null, link: at("budgets") };
      case "Expense":
        return { words: nameThen.get(seq) ?? subject.title, link: `/expenses/${subject.id}` };
      case "Settlement": {
        const words = t("activity.payment", {
          from: subject.from.name,
          to: subject.to.name,
          amount: money(subject.amount),
        });
        return { words, link: at("settle") };
      }
      case "Member":
        return { words: nameThen.get(seq) ?? subject.name, link: at("members") };
      case "Invite":
        return { words: subject.email ?? t("activity.inviteLink"), link: at("members") };
      case "Import":
        return { words: subject.fileName, link: `/import/${subject.id}` };
      case "Household":
        return { words: nameThen.get(seq) ?? subject.name, link: at("members") };
      case "GroupRate":
        return { words: `${subject.fromCurrency} → ${subject.toCurrency}`, link: at("settings") };
      case "Receipt": {
        const { reading, expense } = subject;
        const words = reading?.merchant?.value ?? expense?.title ?? t("receipt.title");
        return { words, link: at(`receipts/${subject.id}`) };
      }
      case "ReceiptLine":
      case "Group":
      case "User":
      case "UserSession":
      case "Category":
      case "Notification":
      case "Device":
      case "Report":
      case undefined:
        return { words: null, link: null };
    }
  };
  return (
    <>
      {byDay(withoutTaps(props.events), momentDay).map(({ day, of }) => (
        <section key={day} aria-label={day}>
          <Day>{day}</Day>
          <Surface as="div" pad="none">
            <Rows>
              {of.map((event) => {
                const { words, link } = subjectOf(event);
                const type = isLink(event) ? "invite.link_created" : event.type;
                const shown = { ...event, type, actor: event.actor ?? null, subject: words, link };
                return <EventItem key={event.seq} event={shown} when={momentTime(event.at)} />;
              })}
            </Rows>
          </Surface>
        </section>
      ))}
    </>
  );
}
