import { useSyncExternalStore } from "react";
import type { Outcome } from "../lib/outcome.js";

export interface Toast {
  readonly key: number;
  readonly text: string;
  /** Takes back what the toast tells of; where that is refused, another one says so. */
  readonly undo?: () => Promise<Outcome<unknown, unknown>>;
  /** What there is to do about it. Such a toast stays until somebody has done it, or closes it. */
  readonly answer?: { readonly label: string; readonly act: () => void };
}

/** How long something can be undone. */
export const TOAST_MS = 8_000;

let toasts: readonly Toast[] = [];
let lastKey = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** How many are in sight at once. */
const SHOWN = 3;

/** With one more. What is only said in passing makes room, the oldest first; what waits for an answer does not. */
export function withToast(before: readonly Toast[], next: Toast): readonly Toast[] {
  let surplus = before.length + 1 - SHOWN;
  return [...before.filter(({ answer }) => answer || surplus-- <= 0), next];
}

/** The newest, and how many older ones are folded away behind them. */
export function inSight(all: readonly Toast[]): { readonly shown: readonly Toast[]; readonly folded: number } {
  return { shown: all.slice(-SHOWN), folded: Math.max(0, all.length - SHOWN) };
}

/** Says something in passing, with a way back where there is one. */
export function toast(text: string, undo?: Toast["undo"]): void {
  change(withToast(toasts, { key: ++lastKey, text, ...(undo && { undo }) }));
}

/** Says what must not pass unread, with what there is to do about it. */
export function toastWithAnswer(text: string, label: string, act: () => void): void {
  change(withToast(toasts, { key: ++lastKey, text, answer: { label, act } }));
}

export function dismissToast(key: number): void {
  change(toasts.filter((each) => each.key !== key));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
