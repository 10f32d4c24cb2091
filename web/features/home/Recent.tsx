import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Heading, Muted, Rows, Surface } from "../../components/Layout.js";
import type { HomePageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { withoutTaps } from "../activity/taps.js";
import { typeWords, useEventSubject } from "../activity/useEventSubject.js";
import { HomeLine } from "./Waiting.js";

type Events = NonNullable<HomePageQuery["viewer"]>["recentEvents"];

/** What happened last in all groups, each with where it was. */
export function Recent({ events }: { events: Events }) {
  const { t } = useTranslation();
  const { momentDay } = useFormat();
  const subjectOf = useEventSubject();
  return (
    <Surface aria-labelledby="recent">
      <Heading id="recent" paddingBottom="2">
        {t("home.recent")}
      </Heading>
      {events.length === 0 && <Muted>{t("home.nothingRecent")}</Muted>}
      <Rows>
        {withoutTaps(events).map((event) => {
          const { group, seq, at } = event;
          const { words, link } = subjectOf(event, group.id);
          const actor = event.actor?.name ?? t("activity.nobody");
          const type = typeWords(event);
          const said = t(`activity.${type.replace(".", "_")}`, {
            actor,
            subject: words ?? "",
            defaultValue: `${actor}: ${type}`,
          });
          return (
            <li key={`${group.id} ${seq}`}>
              <HomeLine to={link ?? `/groups/${group.id}/activity`} gap="3">
                <Avatar id={event.actor?.id ?? ""} name={actor} size="sm" />
                <chakra.span minWidth="0">
                  {said}
                  <Muted as="span" display="block" fontSize="sm">
                    {[momentDay(at), group.kind === "GROUP" && group.name].filter(Boolean).join(" · ")}
                  </Muted>
                </chakra.span>
              </HomeLine>
            </li>
          );
        })}
      </Rows>
    </Surface>
  );
}
