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

/** Says something in passing, with a way back where there is one. */
export function toast(text: string, undo?: Toast["undo"]): void {
  change([...toasts.slice(-2), { key: ++lastKey, text, ...(undo && { undo }) }]);
}

/** Says what must not pass unread, with what there is to do about it. */
export function toastWithAnswer(text: string, label: string, act: () => void): void {
  change([...toasts.slice(-2), { key: ++lastKey, text, answer: { label, act } }]);
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
