import { createContext, type ReactNode, startTransition, use, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import {
  UNSAFE_createBrowserHistory as createBrowserHistory,
  type Location,
  type NavigateOptions,
  type Navigator,
  Router,
} from "react-router";
import { nameEntry } from "./entry-name.js";
import { type Arrived, useScrollPlaces } from "./scroll-places.js";

nameEntry(window.history);
const browser = createBrowserHistory({ window, v5Compat: true });

/** How the navigation that is under way wants to be shown. */
let wanted: NavigateOptions = {};

function wanting(options: NavigateOptions = {}, go: () => void): void {
  wanted = options;
  go();
  wanted = {};
}

const navigator: Navigator = {
  createHref: (to) => browser.createHref(to),
  encodeLocation: (to) => browser.encodeLocation(to),
  go: (delta) => browser.go(delta),
  push: (to, state, options) => wanting(options, () => browser.push(to, state)),
  replace: (to, state, options) => wanting(options, () => browser.replace(to, state)),
};

const ComingPath = createContext(browser.location.pathname);

/** The path of the page that is shown next, from the press that leads to it on; else of the page that is shown. */
export function useComingPath(): string {
  return use(ComingPath);
}

interface Props {
  /** Hears of each address before its page is rendered, to fetch what that needs. */
  prepare: (location: Location) => void;
  children: ReactNode;
}

/**
 * Shows what the address bar says. The library's router for data does so too, and loads data, which here the cache
 * does: 16 kB more on every page.
 */
export function AddressRouter({ prepare, children }: Props) {
  const [shown, show] = useState<Arrived>({ location: browser.location, action: browser.action, stays: false });
  const [comingPath, setComingPath] = useState(browser.location.pathname);
  useLayoutEffect(
    () =>
      browser.listen(({ location, action }) => {
        const next = { location, action, stays: wanted.preventScrollReset ?? false };
        setComingPath(location.pathname);
        prepare(location);
        if (wanted.flushSync) flushSync(() => show(next));
        // The old page stays until the new one is there.
        else startTransition(() => show(next));
      }),
    [prepare],
  );
  useScrollPlaces(shown);
  return (
    <Router location={shown.location} navigationType={shown.action} navigator={navigator}>
      <ComingPath value={comingPath}>{children}</ComingPath>
    </Router>
  );
}
