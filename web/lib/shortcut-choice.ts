import { useSyncExternalStore } from "react";

const PLACE = "shortcuts";
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(PLACE) !== "off";
  } catch {
    return true;
  }
}

let areOn = read();

/** Whether single keys do something on this device. */
export function shortcutsAreOn(): boolean {
  return areOn;
}

/** Who dictates, or whose hand slips, must be able to turn single keys off (WCAG 2.1.4); remembered on this device. */
export function chooseShortcuts(on: boolean): void {
  areOn = on;
  try {
    if (on) localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, "off");
  } catch {
    // Where storage is forbidden the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useShortcutChoice(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => areOn,
  );
}

/** Where a key is a letter, or belongs to something that is open. */
export function isElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  const writes = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  const chord = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  return writes || chord || event.defaultPrevented || document.querySelector("dialog:modal") !== null;
}
