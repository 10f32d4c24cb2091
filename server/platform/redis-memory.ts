/**
 * What Redis says of its memory (`INFO memory`), in bytes: what it uses, and the most that it may, which is 0 where it
 * may use all that there is. Throws where it says neither.
 */
export function memoryIn(info: string): { readonly used: number; readonly most: number } {
  const bytes = (name: string) => {
    const value = new RegExp(`^${name}:(\\d+)\\r?$`, "m").exec(info)?.[1];
    if (value === undefined) throw new Error(`Redis does not say its ${name}.`);
    return Number(value);
  };
  return { used: bytes("used_memory"), most: bytes("maxmemory") };
}
