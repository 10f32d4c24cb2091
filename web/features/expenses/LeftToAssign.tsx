import { chakra } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import type { Remainder } from "./draft-amounts.js";

const Line = chakra("p", {
  base: {
    display: "flex",
    justifyContent: "space-between",
    alignItems: "center",
    gap: "3",
    paddingInline: "3",
    paddingBlock: "2",
    borderRadius: "control",
    bg: "subtle",
    fontWeight: "medium",
  },
});

/** How much of the total has no owner yet. It must be nothing before anything is saved. */
export function LeftToAssign(props: { left: Remainder | null; currency: string; label: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { left } = props;
  if (!left) return null;
  return (
    <Line aria-live="polite" color={left.zero ? "fg.owed" : "fg.owing"}>
      <span>{props.label}</span>
      <chakra.span display="inline-flex" alignItems="center" gap="2">
        {left.zero && <Check size={16} aria-label={t("expense.allAssigned")} />}
        {left.unit === "percent" ? (
          `${number(left.amount)} %`
        ) : (
          <Money value={{ amount: left.amount, currency: props.currency }} />
        )}
      </chakra.span>
    </Line>
  );
}
