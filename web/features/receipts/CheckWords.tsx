import { useTranslation } from "react-i18next";
import { Notice } from "../../components/Notice.js";
import { type MoneyText, useFormat } from "../../lib/format.js";

interface Check {
  readonly rule: string;
  readonly ok: boolean;
  readonly expected?: MoneyText | null;
  readonly found?: MoneyText | null;
}

/** The sums of a receipt that do not come out, in words. */
export function CheckWords({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return null;
  const wordsOf = ({ rule, expected, found }: Check) => {
    if (!expected || !found) return t("receipt.rule.OTHER");
    const values = { expected: money(expected), found: money(found) };
    return t([`receipt.rule.${rule}`, "receipt.rule.ANY"], values);
  };
  return (
    <Notice tone="warn" live title={t("receipt.doesNotAddUp")}>
      {failed.map((check) => (
        <p key={check.rule}>{wordsOf(check)}</p>
      ))}
    </Notice>
  );
}
