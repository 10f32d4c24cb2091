import { useTranslation } from "react-i18next";
import { readAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Button } from "../../components/Button.js";
import { Row } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useFormat } from "../../lib/format.js";
import type { ExpenseDraft } from "./expense-draft.js";

/** Says what was begun and when, and asks whether to go on with it. */
export function DraftNotice(props: {
  draft: ExpenseDraft;
  keptAt: number;
  onContinue: () => void;
  onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const { locale, moment, money } = useFormat();
  const { title, amount, currency } = props.draft;
  const read = readAmount(amount, locale, minorDigits(currency), currency);
  const what = [title.trim() && `“${title.trim()}”`, read.ok && money({ amount: read.text, currency })].filter(Boolean);
  return (
    <Notice tone="info" live>
      <p>
        {t("draft.offer", {
          what: what.join(", ") || t("draft.nothing"),
          when: moment(new Date(props.keptAt).toISOString()),
        })}
      </p>
      <Row flexWrap="wrap" gap="2">
        <Button size="sm" onClick={props.onContinue}>
          {t("draft.continue")}
        </Button>
        <Button size="sm" look="plain" onClick={props.onDiscard}>
          {t("draft.discard")}
        </Button>
      </Row>
    </Notice>
  );
}
