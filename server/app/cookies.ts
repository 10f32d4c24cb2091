/** The value of a cookie in a request's header; null where it is not there, or empty. */
export function cookieNamed(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return null;
}
