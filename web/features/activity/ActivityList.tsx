import { chakra } from "@chakra-ui/react";
import { EventItem } from "../../components/EventItem.js";
import { Rows, Surface } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { namesThen } from "../../lib/name-then.js";
import type { ListedEvent as Event } from "./activity-event.js";
import { withoutTaps } from "./taps.js";
import { typeWords, useEventSubject } from "./useEventSubject.js";

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
  const { momentDay, momentTime } = useFormat();
  const nameThen = namesOf(props.events);
  const subjectOf = useEventSubject();
  return (
    <>
      {byDay(withoutTaps(props.events), momentDay).map(({ day, of }) => (
        <section key={day} aria-label={day}>
          <Day>{day}</Day>
          <Surface as="div" pad="none">
            <Rows>
              {of.map((event) => {
                const { words, link } = subjectOf(event, props.groupId, nameThen.get(event.seq));
                const shown = { ...event, type: typeWords(event), actor: event.actor ?? null, subject: words, link };
                return <EventItem key={event.seq} event={shown} when={momentTime(event.at)} />;
              })}
            </Rows>
          </Surface>
        </section>
      ))}
    </>
  );
}
