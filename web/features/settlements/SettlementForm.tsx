import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
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
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import type { Overpayment } from "./overpaid.js";
import { PaidFields } from "./PaidFields.js";
import {
  overpaidIn,
  readSettlement,
  type SettlementDraft,
  type SettlementReading,
  type SettlementStart,
  settlementDraft,
} from "./settlement-draft.js";
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

interface Props {
  group: FragmentType<typeof SettlementForm_group>;
  start: SettlementStart;
  onDone: () => void;
}

/** Records a payment between two people, and says before what it will make that is more than is open. */
export function SettlementForm(props: Props) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: SettlementForm_group, from: props.group });
  // Who left can still be settled with, as long as there is something to settle.
  const open = new Set(group.balances.map((balance) => balance.member.id));
  const members = group.members.filter((member) => !member.leftAt || open.has(member.id));
  const memberIds = members.map((member) => member.id);
  const [id] = useState(() => newId("stl"));
  const [draft, setDraft] = useState(() => settlementDraft(props.start, group, memberIds, locale));
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

  const change = (part: Partial<SettlementDraft>) => setDraft({ ...draft, ...part });
  const reading = readSettlement(draft, locale);
  const { currency } = draft;
  const currencies = [...new Set([group.currency, ...group.balances.map(({ net }) => net.currency)])];
  const instead = usePaidInstead({
    groupId: group.id,
    debt: { amount: reading.amount ?? "", currency },
    on: reading.isDay ? draft.settledOn : deviceToday(),
    first: currencies.find((code) => code !== currency) ?? (currency === "EUR" ? "USD" : "EUR"),
    wanted: draft.elsewhere,
  });
  const paidElsewhere = draft.elsewhere && instead.currency !== currency;
  const more = overpaidIn(group, draft, reading);

  const save = () => {
    setTried(true);
    if (reading.amount === null || reading.isToSelf || !reading.isDay) return;
    if (paidElsewhere && !instead.paid) return;
    const settled = { amount: reading.amount, currency };
    const input = {
      id,
      groupId: group.id,
      fromMemberId: draft.from,
      toMemberId: draft.to,
      amount: (paidElsewhere && instead.paid) || settled,
      settles: paidElsewhere ? settled : null,
      settledOn: draft.settledOn,
      note: draft.note.trim() || null,
    };
    void submit(
      () => create(input),
      (settlement) => {
        const said = { ...input, amount: money(input.amount), viewerId: group.viewerMember?.id, members };
        toast(recordedWords(t, { ...said, waits: settlement.status === "PENDING" }), () =>
          cancel({ id: settlement.id, version: settlement.version }),
        );
        props.onDone();
      },
    );
  };

  const part = { draft, reading, change, problemAt, tried };
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
        <WhoFields {...part} members={members} />
        <AmountFields {...part} isDebt={paidElsewhere} currencies={currencies} />
        {draft.elsewhere && (
          <PaidFields
            instead={instead}
            debtCurrency={currency}
            settledOn={draft.settledOn}
            likely={currencies}
            tried={tried}
            problem={problemAt("amount")}
          />
        )}
        <WhenFields {...part} />
        {more && <OverpaidNotice more={more} draft={draft} members={members} />}
        {group.confirmSettlements && draft.to !== group.viewerMember?.id && (
          <Notice tone="info">
            <p>{t("settle.willWait")}</p>
          </Notice>
        )}
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t("settle.recordAct")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

interface Recorded {
  readonly fromMemberId: string;
  readonly toMemberId: string;
  readonly viewerId: string | undefined;
  readonly members: readonly Member[];
  /** As it is read. */
  readonly amount: string;
  readonly waits: boolean;
}

/** Says of a payment who paid whom, and how much: several may be recorded one after the other. */
function recordedWords(t: TFunction, payment: Recorded): string {
  const { fromMemberId, toMemberId, viewerId, amount } = payment;
  const nameOf = (memberId: string) => payment.members.find(({ id }) => id === memberId)?.name ?? "–";
  const who = fromMemberId === viewerId ? "byYou" : "byOther";
  const said = t(`settle.said.${who}`, { payer: nameOf(fromMemberId), receiver: nameOf(toMemberId), amount });
  return payment.waits ? `${said} ${t("settle.recordedPending")}` : said;
}

interface Part {
  draft: SettlementDraft;
  reading: SettlementReading;
  change: (part: Partial<SettlementDraft>) => void;
  problemAt: (...path: string[]) => string | undefined;
  /** Whether somebody tried to save: what is only missing is not said before. */
  tried: boolean;
}

interface Member {
  readonly id: string;
  readonly name: string;
}

function WhoFields({ draft, reading, change, problemAt, members }: Part & { members: readonly Member[] }) {
  const { t } = useTranslation();
  const people = members.map((member) => ({ value: member.id, label: member.name }));
  return (
    <Two>
      <SelectField
        label={t("settle.from")}
        value={draft.from}
        onChange={(from) => change({ from })}
        choices={people}
        problem={problemAt("fromMemberId")}
      />
      <SelectField
        label={t("settle.to")}
        value={draft.to}
        onChange={(to) => change({ to })}
        choices={people}
        problem={reading.isToSelf ? t("problem.SAME_PERSON") : problemAt("toMemberId")}
      />
    </Two>
  );
}

/** What is settled, and whether it was paid in another currency than that. */
function AmountFields(props: Part & { isDebt: boolean; currencies: readonly string[] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { draft, reading, change, problemAt, isDebt } = props;
  const { currency } = draft;
  const code = reading.amountProblem;
  const problem = code && (props.tried || code !== "REQUIRED") ? problemWords(t, code, "amount") : undefined;
  const { amount } = reading;
  return (
    <>
      <Two>
        <TextField
          label={t(isDebt ? "settle.debt" : "settle.amount")}
          kind="amount"
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          onChange={(next) => change({ amount: next })}
          hint={amount && reading.computed ? `= ${money({ amount, currency })}` : t("settle.amountHint")}
          problem={problem ?? problemAt(isDebt ? "settles" : "amount")}
        />
        <CurrencyField
          label={t(isDebt ? "settle.debtCurrency" : "settle.currency")}
          value={currency}
          likely={props.currencies}
          onChange={(next) => change({ currency: next })}
        />
      </Two>
      <CheckField
        label={t("settle.otherCurrency")}
        checked={draft.elsewhere}
        onChange={(elsewhere) => change({ elsewhere })}
      />
    </>
  );
}

function WhenFields({ draft, reading, change, problemAt }: Part) {
  const { t } = useTranslation();
  return (
    <Two>
      <TextField
        label={t("settle.date")}
        type="date"
        value={draft.settledOn}
        onChange={(settledOn) => change({ settledOn })}
        problem={reading.isDay ? problemAt("settledOn") : t("problem.DATE")}
      />
      <TextField
        label={t("settle.note")}
        value={draft.note}
        onChange={(note) => change({ note })}
        problem={problemAt("note")}
      />
    </Two>
  );
}

function OverpaidNotice(props: { more: Overpayment; draft: SettlementDraft; members: readonly Member[] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { from, to, currency } = props.draft;
  const nameOf = (memberId: string) => props.members.find((member) => member.id === memberId)?.name ?? "";
  const amount = money({ amount: amountText(props.more.amount, currency), currency });
  return (
    <Notice tone="warn" live>
      <p>{t(`settle.tooMuch_${props.more.kind}`, { payer: nameOf(from), receiver: nameOf(to), amount })}</p>
    </Notice>
  );
}
