import { chakra } from "@chakra-ui/react";
import { CircleCheck, Gauge, Pencil, Trash, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { CategoryBadge } from "../../components/CategoryIcon.js";
import { Heading, Muted, Row, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../../lib/format.js";
import { available, fullness, type ShownBudget } from "./budget-parts.js";
import { useBudgetDelete, useBudgetRestore } from "./writes.js";

const Track = chakra("div", {
  base: {
    position: "relative",
    height: "3",
    borderRadius: "chip",
    bg: "subtle",
    overflow: "hidden",
    // Seen where the system paints all colours over.
    border: "1px solid transparent",
  },
});
const Fill = chakra("div", {
  base: {
    height: "full",
    bg: "accent",
    borderRadius: "chip",
    "&[data-over]": { bg: "fg.danger" },
    "@media (forced-colors: active)": { bg: "CanvasText!", forcedColorAdjust: "none" },
  },
});
const Tick = chakra("div", { base: { position: "absolute", insetBlock: "0", width: "2px", bg: "surface" } });

/** How it goes, in a word: what is over is over, and what is faster than the time will be. */
function stateOf({ left, pace }: ShownBudget): "over" | "fast" | "well" {
  if (isNegative(left.amount)) return "over";
  return Number(pace) > 1 ? "fast" : "well";
}
const ICONS = { over: TriangleAlert, fast: Gauge, well: CircleCheck };
const TONES = { over: "fg.danger", fast: "fg.warn", well: "fg.owed" };

/** What a budget is about, in words. */
export function useBudgetName(): (budget: Pick<ShownBudget, "category">) => string {
  const { t } = useTranslation();
  return ({ category }) => (category ? t(`category.${category.name}`, category.name) : t("budget.everything"));
}

/** A budget: how much of it is spent and left, and whether that is faster than the time goes. */
export function BudgetCard(props: { budget: ShownBudget; canChange: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const { dayShort, money, number } = useFormat();
  const { budget, canChange } = props;
  const { carried, spent, left, period, from, to, thresholds, rollOver } = budget;
  const limit = available(budget);
  const name = useBudgetName()(budget);
  const state = stateOf(budget);
  const Icon = ICONS[state];
  const part = fullness(budget);
  const over: MoneyText = { ...left, amount: withoutSign(left.amount) };
  return (
    <Surface aria-labelledby={`${budget.id}-name`}>
      <Stack gap="3">
        <Row justifyContent="space-between" alignItems="flex-start">
          <Row>
            {budget.category && <CategoryBadge category={budget.category} />}
            <Stack gap="0">
              <Heading id={`${budget.id}-name`}>{name}</Heading>
              <Muted fontSize="sm">
                {[
                  t(`budget.period.${period}`),
                  from && to && `${dayShort(from)} – ${dayShort(to)}`,
                  rollOver && t("budget.rollsOver"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </Muted>
            </Stack>
          </Row>
          {canChange && <BudgetActs budget={budget} name={name} onEdit={props.onEdit} />}
        </Row>
        <Track
          role="meter"
          aria-label={t("budget.meter", { name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(part * 100)}
          aria-valuetext={t("budget.spentOf", { spent: money(spent), limit: money(limit) })}
        >
          <Fill data-over={state === "over" ? true : undefined} style={{ width: `${part * 100}%` }} />
          {thresholds
            .filter((each) => each < 100)
            .map((each) => (
              <Tick key={each} style={{ insetInlineStart: `${each}%` }} />
            ))}
        </Track>
        <Sides>
          <span>
            <Money value={spent} /> {t("budget.of")} <Money value={limit} />
          </span>
          <span>
            {state === "over" ? t("budget.overBy") : t("budget.left")} <Money value={over} />
          </span>
        </Sides>
        {!isZero(carried.amount) && (
          <Muted fontSize="sm">
            {t("budget.carried")} <Money value={carried} signed />
          </Muted>
        )}
        <Row gap="2" color={TONES[state]} fontSize="sm">
          <Icon size={16} aria-hidden /> {t(`budget.state.${state}`, { pace: number(budget.pace) })}
        </Row>
      </Stack>
    </Surface>
  );
}

/** A budget that is gone, and which version of it. */
interface Deleted {
  readonly id: string;
  readonly version: number;
}

function BudgetActs(props: { budget: ShownBudget; name: string; onEdit: () => void }) {
  const { t } = useTranslation();
  const { budget, name } = props;
  const remove = useBudgetDelete();
  const restore = useBudgetRestore();
  const { submit, pending, problem } = useSubmit<Deleted>();
  return (
    <Row gap="1" flexShrink="0" flexWrap="wrap" justifyContent="flex-end" data-print="no">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Button size="icon" look="plain" aria-label={t("budget.edit", { name })} onClick={props.onEdit}>
        <Pencil size={18} aria-hidden />
      </Button>
      <Button
        size="icon"
        look="plain"
        disabled={pending}
        aria-label={t("budget.delete", { name })}
        onClick={() =>
          void submit(
            () => remove({ id: budget.id, version: budget.version }),
            ({ id, version }) => toast(t("budget.deleted", { name }), () => restore({ id, version })),
          )
        }
      >
        <Trash size={18} aria-hidden />
      </Button>
    </Row>
  );
}
