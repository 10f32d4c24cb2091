/** A token of the theme, for what is drawn by a library that knows no themes. Its name is written as the theme writes it. */
export function tokenColour(name: string): string {
  return `var(--ledger-colors-${name.replaceAll(".", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)})`;
}

/** A thin grid, and no lines for the axes. */
export const AXIS = {
  axis: { stroke: "none" },
  ticks: { stroke: "none", size: 0 },
  grid: { stroke: tokenColour("line"), strokeDasharray: "none", strokeWidth: 1, pointerEvents: "none" },
  tickLabels: { fontFamily: "inherit", fontSize: 12, fill: tokenColour("fg.muted"), padding: 6 },
} as const;

/** How many letters of a text of 12 px fit into so many pixels. */
export function shortened(text: string, pixels: number): string {
  const letters = Math.max(3, Math.floor(pixels / 6.6));
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}
