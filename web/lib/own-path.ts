/** A path of this app to go back to after signing in; the landing, and anything that could lead elsewhere, become the start. */
export function ownPath(next: string | null): string {
  if (!next?.startsWith("/")) return "/home";
  const url = new URL(next, location.origin);
  return url.origin === location.origin && url.pathname !== "/" ? url.pathname + url.search : "/home";
}
