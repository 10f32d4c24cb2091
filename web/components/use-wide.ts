import { useSyncExternalStore } from "react";

/** From here on a list and what it leads to fit beside each other. */
const wide = matchMedia("(min-width: 1100px)");

export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener("change", listener);
      return () => wide.removeEventListener("change", listener);
    },
    () => wide.matches,
  );
}
