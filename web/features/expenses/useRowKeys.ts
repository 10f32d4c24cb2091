import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { ListedRows } from "./ExpenseTimeline.js";

/**
 * Moving through a list whose rows open beside it: J and K open the next and the one before, Esc closes. The keys count
 * only while the keyboard is in the list or in what is open, and not where somebody writes (WCAG 2.1.4).
 */
export function useRowKeys(props: {
  openId: string | undefined;
  addressOf: (id: string | null) => string;
  rows: RefObject<ListedRows | null>;
}) {
  const { addressOf, openId, rows } = props;
  const navigate = useNavigate();
  const moved = useRef(false);
  useEffect(() => {
    if (!openId || !moved.current) return;
    moved.current = false;
    rows.current?.reveal(openId);
  }, [openId, rows]);
  const go = (id: string | null) => void navigate(addressOf(id), { preventScrollReset: true, replace: true });
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event;
    const writes = target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null;
    if (writes || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && openId) {
      go(null);
      rows.current?.reveal(openId);
    }
    const step = { j: 1, k: -1 }[event.key];
    if (step === undefined) return;
    const ids = rows.current?.ids ?? [];
    const at = openId === undefined ? -1 : ids.indexOf(openId);
    if (openId !== undefined && at < 0) return;
    const next = ids[openId === undefined ? 0 : at + step];
    if (next === undefined) return;
    moved.current = true;
    go(next);
  };
}
