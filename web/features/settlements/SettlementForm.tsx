import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sum } from "../../../server/kernel/allocate.js";
import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { isCurrency, minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { newId } from "../../../server/kernel/ids.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { amountText } from "../../../server/kernel/money.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, SelectField, TextField } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import { overpaid } from "./overpaid.js";
import { PaidFields } from "./PaidFields.js";
import { usePaidInstead } from "./usePaidInstead.js";
import { useSettlementCancel, useSettlementCreate } from "./writes.js";

export const SettlementForm_group = graphql(`
  fragment SettlementForm_group on Group {
    id
    currency
    confirmSettlements
    simplifyDebts
    viewerMember {
      id
    }
    members {
      id
      name
      leftAt
    }
    balances {
      member {
        id
      }
      net {
        amount
        currency
      }
    }
    suggestedTransfers {
      from {
        id
      }
      to {
        id
      }
      amount {
        amount
        currency
      }
    }
  }
`);

const Two = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
    alignItems: "start",
  },
});

/** What a suggestion filled in already. */
export interface SettlementStart {
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

export function SettlementForm(props: {
  group: FragmentType<typeof SettlementForm_group>;
  start: SettlementStart;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: SettlementForm_group, from: props.group });
  // Who left can still be settled with, as long as there is something to settle.
  const open = new Set(group.balances.map((balance) => balance.member.id));
  const members = group.members.filter((member) => !member.leftAt || open.has(member.id));
  // A suggestion comes in the address, where anybody can write anything.
  const known = (id: string | null) => members.find((member) => member.id === id)?.id;
  const start = {
    from: known(props.start.from),
    to: known(props.start.to),
    amount: Decimal.parse(props.start.amount ?? "")?.text,
    currency: isCurrency(props.start.currency ?? "") ? props.start.currency : null,
  };
  const [id] = useState(() => newId("stl"));
  const firstFrom = start.from ?? group.viewerMember?.id ?? members[0]!.id;
  const [from, setFrom] = useState(firstFrom);
  const [to, setTo] = useState(start.to ?? members.find((member) => member.id !== firstFrom)?.id ?? "");
  const [amount, setAmount] = useState(start.amount ? typedAmount(start.amount, locale) : "");
  const [currency, setCurrency] = useState(start.currency ?? group.currency);
  const [settledOn, setSettledOn] = useState(() => deviceToday());
  const [note, setNote] = useState("");
  const [elsewhere, setElsewhere] = useState(false);
  const [tried, setTried] = useState(false);
  const create = useSettlementCreate();
  const cancel = useSettlementCancel();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string; version: number; status: string }>([
    "fromMemberId",
    "toMemberId",
    "amount",
    "settles",
    "settledOn",
    "note",
  ]);

  const read = readAmount(amount, locale, minorDigits(currency), currency);
  const positive = read.ok && !read.text.startsWith("-") && /[1-9]/.test(read.text);
  const amountCode = !read.ok ? (read.problem === "EMPTY" ? "REQUIRED" : read.problem) : positive ? null : "POSITIVE";
  const amountProblem = amountCode && (tried || amountCode !== "REQUIRED") ? t(`problem.${amountCode}`) : undefined;
  const sameProblem = from === to ? t("problem.SAME_PERSON") : undefined;
  const dateProblem = isLocalDate(settledOn) ? undefined : t("problem.DATE");
  const currencies = [...new Set([group.currency, ...group.balances.map(({ net }) => net.currency)])];
  const debt = { amount: read.ok ? read.text : "", currency };
  const instead = usePaidInstead({
    groupId: group.id,
    debt,
    on: isLocalDate(settledOn) ? settledOn : deviceToday(),
    first: currencies.find((code) => code !== currency) ?? (currency === "EUR" ? "USD" : "EUR"),
    wanted: elsewhere,
  });
  const paidElsewhere = elsewhere && instead.currency !== currency;
  const people = members.map((member) => ({ value: member.id, label: member.name }));

  const minor = (value: string) => Decimal.parse(value)!.scaledTo(minorDigits(currency))!;
  const inCurrency = (open: MoneyText) => (open.currency === currency ? minor(open.amount) : 0n);
  const more =
    read.ok && positive && !sameProblem
      ? overpaid(
          { from, to, amount: minor(read.text) },
          {
            simplified: group.simplifyDebts,
            netOf: (memberId) =>
              sum(group.balances.map(({ member, net }) => (member.id === memberId ? inCurrency(net) : 0n))),
            suggested: (fromId, toId) =>
              sum(
                group.suggestedTransfers.map((each) =>
                  each.from.id === fromId && each.to.id === toId ? inCurrency(each.amount) : 0n,
                ),
              ),
          },
        )
      : null;
  const nameOf = (memberId: string) => members.find((member) => member.id === memberId)?.name ?? "";

  const save = () => {
    setTried(true);
    if (!read.ok || !positive || sameProblem || dateProblem) return;
    if (paidElsewhere && !instead.paid) return;
    const settled = { amount: read.text, currency };
    void submit(
      () =>
        create({
          id,
          groupId: group.id,
          fromMemberId: from,
          toMemberId: to,
          amount: (paidElsewhere && instead.paid) || settled,
          settles: paidElsewhere ? settled : null,
          settledOn,
          note: note.trim() || null,
        }),
      (settlement) => {
        const words = settlement.status === "PENDING" ? "settle.recordedPending" : "settle.recorded";
        toast(t(words), () => cancel({ id: settlement.id, version: settlement.version }));
        props.onDone();
      },
    );
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="4">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Two>
          <SelectField
            label={t("settle.from")}
            value={from}
            onChange={setFrom}
            choices={people}
            problem={problemAt("fromMemberId")}
          />
          <SelectField
            label={t("settle.to")}
            value={to}
            onChange={setTo}
            choices={people}
            problem={sameProblem ?? problemAt("toMemberId")}
          />
        </Two>
        <Two>
          <TextField
            label={t(paidElsewhere ? "settle.debt" : "settle.amount")}
            kind="amount"
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={setAmount}
            hint={read.ok && read.computed ? `= ${money({ amount: read.text, currency })}` : t("settle.amountHint")}
            problem={amountProblem ?? problemAt(paidElsewhere ? "settles" : "amount")}
          />
          <CurrencyField
            label={t(paidElsewhere ? "settle.debtCurrency" : "settle.currency")}
            value={currency}
            likely={currencies}
            onChange={setCurrency}
          />
        </Two>
        <CheckField
          label={t("settle.otherCurrency")}
          hint={t("settle.otherCurrencyHint")}
          checked={elsewhere}
          onChange={setElsewhere}
        />
        {elsewhere && (
          <PaidFields
            instead={instead}
            debtCurrency={currency}
            settledOn={settledOn}
            likely={currencies}
            tried={tried}
            problem={problemAt("amount")}
          />
        )}
        <Two>
          <TextField
            label={t("settle.date")}
            type="date"
            value={settledOn}
            onChange={setSettledOn}
            problem={dateProblem ?? problemAt("settledOn")}
          />
          <TextField label={t("settle.note")} value={note} onChange={setNote} problem={problemAt("note")} />
        </Two>
        {more && (
          <Notice tone="warn" live>
            <p>
              {t(`settle.tooMuch_${more.kind}`, {
                payer: nameOf(from),
                receiver: nameOf(to),
                amount: money({ amount: amountText(more.amount, currency), currency }),
              })}
            </p>
          </Notice>
        )}
        {group.confirmSettlements && to !== group.viewerMember?.id && (
          <Notice tone="info">
            <p>{t("settle.willWait")}</p>
          </Notice>
        )}
        <div>
          <Button type="submit" look="primary" disabled={pending}>
            {t("settle.recordAct")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
