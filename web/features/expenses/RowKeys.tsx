import { type RefObject, useEffect } from "react";
import { useNavigate } from "react-router";
import { isElsewhere, shortcutsAreOn } from "../../lib/shortcut-choice.js";
import type { ListedRows } from "./ExpenseTimeline.js";
import { rowAfter } from "./row-after.js";

/**
 * Moving through a list whose rows open beside it: J and K open the next and the one before, as keys of the whole page,
 * which one can turn off (WCAG 2.1.4). Esc closes what is open.
 */
export function RowKeys(props: {
  /** The row that is open, or is about to be: whoever presses fast goes on from where the keys have led so far. */
  comingId: string | undefined;
  addressOf: (id: string | null) => string;
  rows: RefObject<ListedRows | null>;
}) {
  const { addressOf, comingId, rows } = props;
  const navigate = useNavigate();
  useEffect(() => {
    const open = (id: string | null, shown: string) => {
      void navigate(addressOf(id), { preventScrollReset: true, replace: true });
      rows.current?.reveal(shown);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      if (event.key === "Escape" && comingId) return open(null, comingId);
      const next = shortcutsAreOn() ? rowAfter(event.key, comingId, rows.current?.ids ?? []) : null;
      if (next !== null) open(next, next);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [addressOf, comingId, navigate, rows]);
  return null;
}
