import { useEffect } from "react";

/** Names the tab after the page; null where what stands in the page does so. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Expense Tracker`;
  }, [title]);
}
