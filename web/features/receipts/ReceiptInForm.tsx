import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { useFormat } from "../../lib/format.js";
import { isBlank, unclaimedToAll } from "../expenses/bill-draft.js";
import { withTitle } from "../expenses/form-state.js";
import { Alternatives } from "./Alternatives.js";
import { CheckWords } from "./CheckWords.js";
import type { FormReceiptsProps } from "./FormReceipts.js";
import { ReceiptProgress } from "./ReceiptProgress.js";
import { type FilledField, isBehind, type Proposal, proposalsOf, withChoice, withLines } from "./receipt-fill.js";
import type { Reading, Receipt } from "./receipt-parts.js";
import { useReceiptPlace } from "./WithImage.js";

interface Props extends FormReceiptsProps {
  receipt: Receipt;
  isReading: boolean;
  /** Another expense, to which it belongs already. */
  filedAs: { readonly id: string; readonly title: string } | null;
  onRemove: () => void;
}

/** What became of a receipt in the form: how far it is, what was filled in, what is to be checked. */
export function ReceiptInForm(props: Props) {
  const { t } = useTranslation();
  const { receipt, groupId, filedAs } = props;
  const page = `/groups/${groupId}/receipts/${receipt.id}`;
  return (
    <Stack gap="2" role="group" aria-label={t("receipt.title")}>
      {props.isReading && <ReceiptProgress receiptId={receipt.id} state={receipt.state} />}
      {receipt.state === "FAILED" && (
        <Notice tone="warn" live title={t("receipt.failed")}>
          <p>{t(`receipt.problem.${receipt.problem ?? "UNREADABLE"}`)}</p>
          <p>{t("receipt.inForm.failed")}</p>
        </Notice>
      )}
      {filedAs && (
        <Notice tone="warn" live>
          <p>
            {t("receipt.inForm.filedAlready")} <TextLink to={`/expenses/${filedAs.id}`}>{filedAs.title}</TextLink>
          </p>
        </Notice>
      )}
      {receipt.sameAs && (
        <Notice tone="info" live>
          <p>
            {t("receipt.sameAs")}{" "}
            <TextLink to={`/groups/${groupId}/receipts/${receipt.sameAs.id}`}>{t("receipt.openOther")}</TextLink>
          </p>
        </Notice>
      )}
      {receipt.state === "READ" && receipt.reading && !filedAs && <WhatItSays {...props} said={receipt.reading} />}
      <Row flexWrap="wrap" gap="2">
        <TextLink to={page} display="inline-flex" alignItems="center" minHeight="control">
          {t("receipt.inForm.open")}
        </TextLink>
        {props.takesReceipts && (
          <Button size="sm" look="plain" onClick={props.onRemove}>
            {t("receipt.inForm.remove")}
          </Button>
        )}
      </Row>
    </Stack>
  );
}

function WhatItSays(props: Props & { said: Reading }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { receipt, said, state, guess, onState } = props;
  const { draft } = state;
  if (!props.takesReceipts) return null;
  const choose = (field: FilledField, choice: string) => {
    const next = withChoice(draft, field, choice);
    onState(field === "merchant" ? withTitle({ ...state, draft: next }, choice, guess) : { ...state, draft: next });
  };
  const canUseLines = state.itemsFrom !== receipt.id && said.lines.length > 0;
  return (
    <>
      <Muted role="status" fontSize="sm">
        {t("receipt.inForm.filled")}
      </Muted>
      {proposalsOf(said, draft, locale).map((proposal) => (
        <ProposalLine key={proposal.field} proposal={proposal} reading={said} onChoose={choose} />
      ))}
      <CheckWords checks={said.checks} />
      {isBehind(state, receipt, locale) && (
        <Notice tone="warn" live>
          <p>{t("receipt.inForm.behind")}</p>
          <div>
            <Button size="sm" onClick={() => onState(withLines(state, receipt, locale))}>
              {t("receipt.inForm.takeAnew")}
            </Button>
          </div>
        </Notice>
      )}
      {draft.mode === "ITEMIZED" && state.itemsFrom === receipt.id && <Unclaimed {...props} />}
      {canUseLines && draft.items.every(isBlank) && (
        <div>
          <Button size="sm" onClick={() => onState(withLines(state, receipt, locale))}>
            {t("receipt.inForm.useLines")}
          </Button>
        </div>
      )}
    </>
  );
}

function ProposalLine(props: {
  proposal: Proposal;
  reading: Reading;
  onChoose: (field: FilledField, choice: string) => void;
}) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { field, choices, isUnsure } = props.proposal;
  const label = t(`receipt.field.${field}`);
  const currency = props.reading.total?.value.currency;
  const shownAs = (choice: string) => {
    if (field === "date") return day(choice);
    return field === "total" ? `${choice} ${currency}` : choice;
  };
  const place = useReceiptPlace(field === "total" || field === "merchant" ? field : "day");
  const line = (
    <Alternatives
      label={label}
      words={t(isUnsure ? "receipt.inForm.proposed" : "receipt.inForm.differs", { field: label })}
      isUnsure={isUnsure}
      choices={choices.map((value) => ({ value, shown: shownAs(value) }))}
      onChoose={(choice) => props.onChoose(field, choice)}
    />
  );
  return place ? createPortal(line, place) : line;
}

/** Of the receipt's lines somebody must have had each before anything can be saved. */
function Unclaimed({ state, reading: { bill }, members, onState, onOpenSplit }: FormReceiptsProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { draft } = state;
  if (!bill || bill.unclaimed.zero) return null;
  const memberIds = members.map(({ id }) => id);
  return (
    <Notice tone="info" live>
      <p>
        {t("receipt.inForm.unclaimed", { amount: money({ amount: bill.unclaimed.amount, currency: draft.currency }) })}
      </p>
      <Row flexWrap="wrap" gap="2">
        <Button size="sm" onClick={onOpenSplit}>
          {t("receipt.inForm.whoHad")}
        </Button>
        <Button
          size="sm"
          onClick={() => onState({ ...state, draft: { ...draft, items: unclaimedToAll(draft.items, memberIds) } })}
        >
          {t("receipt.inForm.everybody")}
        </Button>
      </Row>
    </Notice>
  );
}
