import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Rows } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { isNegative, useFormat, withoutSign } from "../../lib/format.js";
import type { ReopenedBalance } from "./owes-again.js";

interface Props {
  open: readonly ReopenedBalance[];
  /** What is done by whoever is sure. */
  label: string;
  pending: boolean;
  onSure: () => void;
}

/** Says, before it is done, whom of those who left at zero a change makes owe, or be owed, again. */
export function OpenAgainNotice({ open, label, pending, onSure }: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <Notice tone="warn" live title={t("expense.openAgainTitle")}>
      <Rows>
        {open.map(({ member, net }) => (
          <li key={`${member.id} ${net.currency}`}>
            {t(isNegative(net.amount) ? "expense.owesAgain" : "expense.owedAgain", {
              name: member.name,
              amount: money({ ...net, amount: withoutSign(net.amount) }),
            })}
          </li>
        ))}
      </Rows>
      <div>
        <Button size="sm" disabled={pending} onClick={onSure}>
          {label}
        </Button>
      </div>
    </Notice>
  );
}
