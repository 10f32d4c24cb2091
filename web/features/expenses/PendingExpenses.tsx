import { chakra } from "@chakra-ui/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { CategoryIcon } from "../../components/CategoryIcon.js";
import { Rows, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { endPending, usePendingExpenses } from "./pending-expenses.js";

const Line = chakra("li", {
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

/** Expenses that were sent a moment ago, above the list that does not have them yet. `listed` is what it has. */
export function PendingExpenses(props: { groupId: string; listed: readonly { readonly id: string }[] }) {
  const { t } = useTranslation();
  const { dayShort } = useFormat();
  const { listed } = props;
  const all = usePendingExpenses(props.groupId);
  const shown = all.filter(({ id }) => !listed.some((each) => each.id === id));
  const arrived = all.filter((each) => each.isSaved && !shown.includes(each)).map(({ id }) => id);
  useEffect(() => {
    for (const id of arrived) endPending(id);
  });
  if (shown.length === 0) return null;
  return (
    <Surface as="div" pad="none" overflow="hidden">
      <Rows aria-label={t("expense.pending")}>
        {shown.map((expense) => (
          <Line key={expense.id} data-saving={expense.isSaved ? undefined : true}>
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
        ))}
      </Rows>
    </Surface>
  );
}
