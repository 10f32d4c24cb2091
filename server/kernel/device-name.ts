const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/\S+ .*\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

const NAME_MAX = 60;

/**
 * What a person would call the program and the machine of a User-Agent, as far as can be told; either may be null. What
 * is no browser of ours keeps the name that it gave itself.
 */
export function deviceOf(userAgent: string): { program: string; system: string | null } {
  const nameIn = (names: typeof PROGRAMS) => names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return { program: nameIn(PROGRAMS) ?? userAgent.slice(0, NAME_MAX), system: nameIn(SYSTEMS) };
}
