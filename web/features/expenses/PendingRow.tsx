import { chakra } from "@chakra-ui/react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { CategoryIcon } from "../../components/CategoryIcon.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import type { PendingExpense } from "./pending-expenses.js";

const Line = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: "3",
    alignItems: "center",
    minHeight: "row",
    paddingInline: { base: "3", md: "4" },
    paddingBlock: "2",
    "&[data-saving]": { opacity: 0.75 },
  },
});
const Disc = chakra("span", {
  base: { display: "inline-flex", padding: "2", borderRadius: "control", bg: "subtle", color: "fg.muted" },
});

/** An expense that was sent a moment ago, in a list that does not have it yet. */
export function PendingRow({ expense, place }: { expense: PendingExpense; place: ComponentProps<"li"> }) {
  const { t } = useTranslation();
  const { dayShort } = useFormat();
  return (
    <li {...place}>
      <Line data-pending={expense.id} data-saving={expense.isSaved ? undefined : true}>
        <Disc>
          <CategoryIcon icon={expense.icon} />
        </Disc>
        <span>
          <chakra.span display="block" fontWeight="medium" truncate>
            {expense.title}
          </chakra.span>
          <chakra.span display="block" fontSize="sm" color="fg.muted" truncate>
            {dayShort(expense.incurredOn)} · {expense.isSaved ? expense.payers : t("common.saving")}
          </chakra.span>
        </span>
        <Money value={expense.total} />
      </Line>
    </li>
  );
}
