import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { LockKeyhole, LockKeyholeOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { groupToday } from "../../../server/kernel/today.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { usePeriodClose, usePeriodReopen } from "./writes.js";

export const PeriodCard_group = graphql(`
  fragment PeriodCard_group on Group {
    id
    timeZone
    lockedThrough
    viewerCan {
      administer
    }
    suggestedTransfers {
      from {
        id
        name
      }
      to {
        id
        name
      }
      amount {
        amount
        currency
      }
    }
  }
`);

/** Settle and close: how far the group's past is closed, and moving that. */
export function PeriodCard(props: { group: FragmentType<typeof PeriodCard_group> }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: PeriodCard_group, from: props.group });
  const [asked, setAsked] = useState<"close" | "reopen" | null>(null);
  const { lockedThrough, viewerCan } = group;
  return (
    <Surface aria-labelledby="periods">
      <Stack>
        <Heading id="periods">{t("period.title")}</Heading>
        <Row alignItems="flex-start">
          {lockedThrough ? <LockKeyhole size={20} aria-hidden /> : <LockKeyholeOpen size={20} aria-hidden />}
          <p>{lockedThrough ? t("period.closedThrough", { day: day(lockedThrough) }) : t("period.allOpen")}</p>
        </Row>
        {viewerCan.administer && asked === null && (
          <Row flexWrap="wrap">
            <Button onClick={() => setAsked("close")}>{t("period.close")}</Button>
            {lockedThrough && <Button onClick={() => setAsked("reopen")}>{t("period.reopen")}</Button>}
          </Row>
        )}
        {asked === "close" && (
          <CloseForm
            groupId={group.id}
            lockedThrough={lockedThrough ?? null}
            today={groupToday(group)}
            open={group.suggestedTransfers}
            onEnd={() => setAsked(null)}
          />
        )}
        {asked === "reopen" && <ReopenForm groupId={group.id} onEnd={() => setAsked(null)} />}
      </Stack>
    </Surface>
  );
}

interface OpenTransfer {
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly amount: { readonly amount: string; readonly currency: string };
}

interface CloseProps {
  groupId: string;
  lockedThrough: string | null;
  today: string;
  /** What nobody has paid yet. */
  open: readonly OpenTransfer[];
  onEnd: () => void;
}

function CloseForm({ groupId, lockedThrough, today, open, onEnd }: CloseProps) {
  const { t } = useTranslation();
  const [through, setThrough] = useState(today);
  const close = usePeriodClose();
  const { submit, pending, problem, problemAt } = useSubmit(["through"]);
  const fits = isLocalDate(through) && through <= today && (lockedThrough === null || through > lockedThrough);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        void submit(
          () => close({ groupId, through }),
          () => {
            toast(t("period.closed"));
            onEnd();
          },
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Muted>{t("period.text")}</Muted>
        {open.length > 0 && (
          <Notice tone="info">
            <p>{t("period.stillOpen")}</p>
            <Rows>
              {open.map(({ from, to, amount }) => (
                <li key={`${from.id} ${to.id} ${amount.currency}`}>
                  {t("period.openTransfer", { from: from.name, to: to.name })} <Money value={amount} />
                </li>
              ))}
            </Rows>
            <TextLink to={`/groups/${groupId}/settle`}>{t("period.settleFirst")}</TextLink>
          </Notice>
        )}
        <TextField
          label={t("period.through")}
          type="date"
          value={through}
          onChange={setThrough}
          problem={fits ? problemAt("through") : t("period.wrongDay")}
        />
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" pending={pending}>
            {t("period.closeAct")}
          </Button>
          <Button onClick={onEnd}>{t("common.back")}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function ReopenForm({ groupId, onEnd }: { groupId: string; onEnd: () => void }) {
  const { t } = useTranslation();
  const reopen = usePeriodReopen();
  const { submit, pending, problem } = useSubmit();
  return (
    <Stack gap="3">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <p>{t("period.reopenText")}</p>
      <Row flexWrap="wrap">
        <Button
          look="danger"
          disabled={pending}
          onClick={() =>
            void submit(
              () => reopen({ groupId, through: null }),
              () => {
                toast(t("period.reopened"));
                onEnd();
              },
            )
          }
        >
          {t("period.reopenAct")}
        </Button>
        <Button onClick={onEnd}>{t("common.back")}</Button>
      </Row>
    </Stack>
  );
}
