import type { BudgetPartsFragment } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { moneySum } from "../../lib/amounts.js";
import type { MoneyText } from "../../lib/format.js";

/** All that is shown of a budget. */
export const BudgetParts = graphql(`
  fragment BudgetParts on Budget {
    id
    version
    period
    from
    to
    thresholds
    pace
    rollOver
    category {
      id
      name
      icon
    }
    limit {
      amount
      currency
    }
    spent {
      amount
      currency
    }
    left {
      amount
      currency
    }
    carried {
      amount
      currency
    }
  }
`);

export type ShownBudget = BudgetPartsFragment;

/** What may be spent in this period: the limit, and what has gone over from the one before. */
export function available({ limit, carried }: Pick<ShownBudget, "limit" | "carried">): MoneyText {
  return moneySum([limit, carried], limit.currency);
}

/** How full a budget is, from 0 to 1: for what is drawn alone. */
export function fullness(budget: Pick<ShownBudget, "spent" | "limit" | "carried">): number {
  const whole = Number(available(budget).amount);
  return whole > 0 ? Math.min(1, Math.max(0, Number(budget.spent.amount) / whole)) : 1;
}
