const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** The row that a key leads to from the one that is open, or from none to the first; null where it leads nowhere. */
export function rowAfter(key: string, openId: string | undefined, ids: readonly string[]): string | null {
  const step = STEPS[key.toLowerCase()];
  if (step === undefined) return null;
  if (openId === undefined) return ids[0] ?? null;
  const at = ids.indexOf(openId);
  return at < 0 ? null : (ids[at + step] ?? null);
}
