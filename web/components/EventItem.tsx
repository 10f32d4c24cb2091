import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/format.js";
import { Avatar } from "./Avatar.js";
import { Muted, Stack } from "./Layout.js";
import { TextLink } from "./TextLink.js";

export interface EventView {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  /** What it happened to, in words, and where that is. */
  readonly subject: string | null;
  readonly link: string | null;
  readonly changes: readonly EventChangeView[];
}

export interface EventChangeView {
  readonly field: string;
  readonly member?: { readonly name: string } | null;
  readonly before?: string | null;
  readonly after?: string | null;
}

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gap: "3",
    paddingInline: { base: "4", md: "6" },
    paddingBlock: "4",
  },
});
const Changes = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "minmax(7rem, max-content) minmax(0, 1fr)" },
    columnGap: "4",
    rowGap: "1",
    fontSize: "sm",
    "& dt": { color: "fg.muted" },
    "& dd": { marginBottom: { base: "1", sm: "0" } },
    "& del": { color: "fg.muted" },
    "& ins": { textDecoration: "none", fontWeight: "medium" },
  },
});

const Details = chakra("details", {
  base: {
    fontSize: "sm",
    "& summary": {
      cursor: "pointer",
      color: "fg.muted",
      width: "fit-content",
      minHeight: "6",
      borderRadius: "control",
    },
  },
});

/** One event: who did what when, and what is different since. */
export function EventItem({ event }: { event: EventView }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const actor = event.actor?.name ?? t("activity.nobody");
  const words = t(`activity.${event.type.replace(".", "_")}`, {
    actor,
    subject: event.subject ?? "",
    defaultValue: `${actor}: ${event.type}`,
  });
  // A difference is the news; what was set at the beginning is there for those who ask.
  const creation = event.changes.every((change) => change.before == null);
  const changes = (
    <Changes>
      {event.changes.map((change, index) => (
        // Two lines of a bill may say the same; what an event changed never changes itself.
        // oxlint-disable-next-line react/no-array-index-key
        <ChangeLine key={index} change={change} />
      ))}
    </Changes>
  );
  return (
    <Line>
      <Avatar id={event.actor?.id ?? ""} name={actor} size="sm" />
      <Stack gap="1">
        <p>{event.link ? <TextLink to={event.link}>{words}</TextLink> : words}</p>
        <Muted fontSize="sm">
          <time dateTime={event.at}>{moment(event.at)}</time>
        </Muted>
        {event.changes.length > 0 &&
          (creation ? (
            <Details>
              <summary>{t("activity.details")}</summary>
              {changes}
            </Details>
          ) : (
            changes
          ))}
      </Stack>
    </Line>
  );
}

function ChangeLine({ change }: { change: EventChangeView }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const label = t(`change.${change.field}`, change.field);
  const words = (value: string) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value);
    if (change.field === "category") return t(`category.${value}`, value);
    return t(`value.${value.replaceAll(".", "_")}`, value);
  };
  return (
    <>
      <dt>
        {label}
        {change.member && ` · ${change.member.name}`}
      </dt>
      <dd>
        {change.before != null && <del>{words(change.before)}</del>}
        {change.before != null && change.after != null && " → "}
        {change.after != null && <ins>{words(change.after)}</ins>}
      </dd>
    </>
  );
}
