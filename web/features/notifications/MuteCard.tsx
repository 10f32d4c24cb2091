import { Bell, BellOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../components/Field.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { useWords } from "../../lib/i18n.js";
import { useGroupMuteSet } from "./writes.js";

const HOUR_MS = 3_600_000;
const LENGTHS: Readonly<Record<string, number>> = { hours: 8 * HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };
/** As good as for ever: later than anybody will want to hear of it again. */
const FOR_EVER = "9999-12-31T00:00:00.000Z";

/** Silences a group for a while, for the reader alone. */
export default function MuteCard(props: { groupId: string; mutedUntil: string | null }) {
  useWords("notifications");
  const { t } = useTranslation();
  const { moment } = useFormat();
  const set = useGroupMuteSet();
  const { submit, pending, problem } = useSubmit<string | null>();
  const { groupId, mutedUntil } = props;
  const isMuted = mutedUntil !== null;
  const Icon = isMuted ? BellOff : Bell;
  const state = !isMuted
    ? t("mute.none")
    : mutedUntil.startsWith("9999")
      ? t("mute.forEver")
      : t("mute.until", { at: moment(mutedUntil) });
  const untilOf = (choice: string) => {
    if (choice === "ever") return FOR_EVER;
    const length = LENGTHS[choice];
    return length === undefined ? null : new Date(Date.now() + length).toISOString();
  };
  return (
    <Surface aria-labelledby="mute">
      <Stack>
        <Heading id="mute">{t("mute.title")}</Heading>
        <Row alignItems="flex-start" role="status">
          <Icon size={20} aria-hidden />
          <p>{state}</p>
        </Row>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <SelectField
          label={t("mute.label")}
          value=""
          disabled={pending}
          onChange={(choice) =>
            void submit(
              () => set({ groupId, until: untilOf(choice) }),
              () => undefined,
            )
          }
          choices={[
            { value: "", label: t("mute.choose") },
            ...(isMuted ? [{ value: "off", label: t("mute.off") }] : []),
            ...[...Object.keys(LENGTHS), "ever"].map((value) => ({ value, label: t(`mute.for.${value}`) })),
          ]}
        />
        <Muted fontSize="sm">{t("mute.text")}</Muted>
      </Stack>
    </Surface>
  );
}
