import { useEffect, useLayoutEffect } from "react";
import { type Location, NavigationType } from "react-router";

const STORED = "scroll-places";

function stored(): [string, number][] {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
  } catch {
    return [];
  }
}

/** How far down each entry of this tab's history was, by its key. */
const places = new Map<string, number>(stored());

function store(): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify([...places]));
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}

/** What has come to be shown, and how one came there. */
export interface Arrived {
  readonly location: Location;
  readonly action: NavigationType;
  /** The page stays where it is, because only a part of it is another. */
  readonly stays: boolean;
}

/** A new page begins at its top; on the way back and after a reload, it is where it was. */
export function useScrollPlaces({ location, action, stays }: Arrived): void {
  const { key, hash } = location;
  useEffect(() => {
    history.scrollRestoration = "manual";
    addEventListener("pagehide", store);
    return () => removeEventListener("pagehide", store);
  }, []);
  useLayoutEffect(() => {
    if (action === NavigationType.Pop) scrollTo(0, places.get(key) ?? 0);
    else if (!stays && !hash) scrollTo(0, 0);
  }, [key, hash, action, stays]);
  useEffect(() => {
    const remember = () => void places.set(key, scrollY);
    addEventListener("scroll", remember, { passive: true });
    return () => removeEventListener("scroll", remember);
  }, [key]);
}
