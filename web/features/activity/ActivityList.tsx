import { useTranslation } from "react-i18next";
import { EventItem } from "../../components/EventItem.js";
import { Rows, Surface } from "../../components/Layout.js";
import type { GroupActivityPageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";

type Event = NonNullable<GroupActivityPageQuery["group"]>["events"]["edges"][number]["node"];

/** What happened in a group, in words, newest first. */
export function ActivityList(props: { groupId: string; events: readonly Event[] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const subjectOf = ({ subject }: Event): { words: string | null; link: string | null } => {
    const at = (page: string) => `/groups/${props.groupId}/${page}`;
    switch (subject?.__typename) {
      case "Expense":
        return { words: subject.title, link: `/expenses/${subject.id}` };
      case "Settlement": {
        const words = t("activity.payment", {
          from: subject.from.name,
          to: subject.to.name,
          amount: money(subject.amount),
        });
        return { words, link: at("settle") };
      }
      case "Member":
        return { words: subject.name, link: at("members") };
      case "Invite":
        return { words: subject.email ?? t("activity.inviteLink"), link: at("members") };
      case "Import":
        return { words: subject.fileName, link: `/import/${subject.id}` };
      case "Household":
        return { words: subject.name, link: at("members") };
      case "GroupRate":
        return { words: `${subject.fromCurrency} → ${subject.toCurrency}`, link: at("settings") };
      case "Group":
      case "User":
      case "UserSession":
      case "Category":
      case undefined:
        return { words: null, link: null };
    }
  };
  return (
    <Surface pad="none">
      <Rows>
        {props.events.map((event) => {
          const { words, link } = subjectOf(event);
          return <EventItem key={event.seq} event={{ ...event, actor: event.actor ?? null, subject: words, link }} />;
        })}
      </Rows>
    </Surface>
  );
}
