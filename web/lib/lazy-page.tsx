import { type ComponentType, lazy } from "react";
import type { RouteObject } from "react-router";

type Load = () => Promise<{ Component: ComponentType }>;

/** A page's file did not come: most often it is of a version that is there no more, and only the whole document anew helps. */
export class PageLost extends Error {}

/** What a route to a page that comes later carries along: how to begin to fetch it. */
export interface Fetching {
  readonly fetch: Load;
}

/** A route to a page that is a file of its own, which is fetched when somebody goes there; without a path, the first of its parent's. */
export function page(path: string | null, load: Load, children?: RouteObject[]): RouteObject {
  const Page = lazy(async () => {
    try {
      return { default: (await load()).Component };
    } catch (cause) {
      throw new PageLost("A page could not be fetched.", { cause });
    }
  });
  const handle: Fetching = { fetch: load };
  const route = { element: <Page />, handle };
  return path === null ? { ...route, index: true } : { ...route, path, children };
}
