import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Chip, Muted, Row, Sides, Stack } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { RateLine } from "../../components/RateLine.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { useSettlementCancel, useSettlementConfirm, useSettlementReject } from "./writes.js";

export const SettlementRow_settlement = graphql(`
  fragment SettlementRow_settlement on Settlement {
    id
    status
    settledOn
    note
    rejectReason
    version
    viewerCan {
      confirm
      reject
      cancel
    }
    partCount
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
    settles {
      amount
      currency
    }
    conversion {
      rate {
        ...RateLine_rate @unmask
      }
    }
  }
`);

const Line = chakra("li", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "3",
    alignItems: "start",
    paddingBlock: "3",
  },
});
const tones = { PENDING: "warn", CONFIRMED: "accent", REJECTED: "danger", CANCELLED: "neutral" } as const;

/** A payment between two people, with what the reader may do about it. */
export function SettlementRow(props: { settlement: FragmentType<typeof SettlementRow_settlement> }) {
  const { t } = useTranslation();
  const { day, money } = useFormat();
  const { data: settlement } = useSuspenseFragment({
    fragment: SettlementRow_settlement,
    fragmentName: "SettlementRow_settlement",
    from: props.settlement,
  });
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  const confirm = useSettlementConfirm();
  const reject = useSettlementReject();
  const cancel = useSettlementCancel();
  const { submit, pending, problem } = useSubmit<{ id: string }>();

  const { from, to, status, version, id } = settlement;
  const waits = status === "PENDING";
  const { viewerCan } = settlement;
  const acts = viewerCan.confirm || viewerCan.reject || viewerCan.cancel;
  return (
    <Line>
      <Avatar id={from.id} name={from.name} size="sm" />
      <Sides alignItems="flex-start">
        <Stack gap="2">
          <Stack gap="1">
            <Row gap="2" flexWrap="wrap">
              <span>{from.name}</span>
              <ArrowRight size={16} aria-label={t("settle.pays")} />
              <span>{to.name}</span>
              <Chip tone={tones[status]}>{t(`settle.status.${status}`)}</Chip>
            </Row>
            <Muted fontSize="sm">
              {day(settlement.settledOn)}
              {settlement.note && ` · ${settlement.note}`}
            </Muted>
            {settlement.conversion && (
              <>
                <Muted fontSize="sm">{t("settle.settles", { amount: money(settlement.settles) })}</Muted>
                <RateLine rate={settlement.conversion.rate} />
              </>
            )}
            {settlement.rejectReason && (
              <Muted fontSize="sm">{t("settle.reason", { reason: settlement.rejectReason })}</Muted>
            )}
          </Stack>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {rejecting && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                void submit(
                  () => reject({ id, version, reason: reason.trim() || null }),
                  () => setRejecting(false),
                );
              }}
            >
              <Stack gap="3">
                <TextField label={t("settle.rejectReason")} value={reason} onChange={setReason} />
                <Row flexWrap="wrap">
                  <Button type="submit" look="danger" size="sm" disabled={pending}>
                    {t("settle.reject")}
                  </Button>
                  <Button size="sm" onClick={() => setRejecting(false)}>
                    {t("common.back")}
                  </Button>
                </Row>
              </Stack>
            </form>
          )}
          {settlement.partCount > 1 && acts && (
            <Muted fontSize="sm">{t("settle.parts", { count: settlement.partCount })}</Muted>
          )}
          {!rejecting && acts && (
            <Row flexWrap="wrap" gap="2">
              {viewerCan.confirm && (
                <Button
                  size="sm"
                  disabled={pending}
                  onClick={() =>
                    void submit(
                      () => confirm({ id, version }),
                      () => toast(t("settle.confirmed")),
                    )
                  }
                >
                  {t("settle.confirm")}
                </Button>
              )}
              {viewerCan.reject && (
                <Button size="sm" disabled={pending} onClick={() => setRejecting(true)}>
                  {t("settle.reject")}
                </Button>
              )}
              {viewerCan.cancel && (
                <Button
                  size="sm"
                  look="plain"
                  disabled={pending}
                  onClick={() =>
                    void submit(
                      () => cancel({ id, version }),
                      () => toast(t("settle.cancelled")),
                    )
                  }
                >
                  {t("settle.cancel")}
                </Button>
              )}
            </Row>
          )}
        </Stack>
        <chakra.span textDecoration={status === "CONFIRMED" || waits ? undefined : "line-through"}>
          <Money value={settlement.amount} />
        </chakra.span>
      </Sides>
    </Line>
  );
}
