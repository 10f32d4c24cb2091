/** A path of this app to go back to after signing in; anything that could lead elsewhere becomes the start. */
export function ownPath(next: string | null): string {
  if (!next?.startsWith("/")) return "/groups";
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : "/groups";
}
