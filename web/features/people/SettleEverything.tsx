import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../../lib/format.js";
import { usePersonSettle } from "./writes.js";

interface Props {
  personId: string;
  name: string;
  /** What is open over all groups; positive: the reader is owed. */
  net: MoneyText;
  /** In how many groups. */
  groups: number;
  /** Archived groups in which something stays open: they take no payment. */
  leftOut: readonly string[];
}

/** One payment for one currency, in as many groups as it takes. */
export function SettleEverything({ personId, name, net, groups, leftOut }: Props) {
  const { t } = useTranslation();
  const { list, money } = useFormat();
  const [open, setOpen] = useState(false);
  const [settledOn, setSettledOn] = useState(() => deviceToday());
  const settle = usePersonSettle();
  const { submit, pending, problem, problemAt, clear } = useSubmit<{ waits: boolean }>(["settledOn"]);
  const fromViewer = isNegative(net.amount);
  const amount = { amount: withoutSign(net.amount), currency: net.currency };
  const words = isZero(net.amount) ? "people.cancelsOut" : fromViewer ? "people.youPay" : "people.paysYou";
  if (!open) {
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t("people.settle", { amount: money(amount) })}</Button>
      </div>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLocalDate(settledOn)) return;
        void submit(
          () => settle({ personId, amount, fromViewer, settledOn }),
          ({ waits }) => {
            toast(t(waits ? "settle.recordedPending" : "settle.recorded"));
            setOpen(false);
          },
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <p>{t(words, { name, amount: money(amount) })}</p>
        <Muted fontSize="sm">{t("people.booksInto", { count: groups })}</Muted>
        {leftOut.length > 0 && (
          <Muted fontSize="sm">{t("people.leftOut", { count: leftOut.length, groups: list(leftOut) })}</Muted>
        )}
        <TextField
          label={t("settle.date")}
          type="date"
          value={settledOn}
          onChange={setSettledOn}
          problem={isLocalDate(settledOn) ? problemAt("settledOn") : t("problem.DATE")}
        />
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" pending={pending}>
            {t("settle.recordAct")}
          </Button>
          <Button
            onClick={() => {
              clear();
              setOpen(false);
            }}
          >
            {t("common.back")}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
