import type { Align, PdfText, TextStyle } from "./pdf-page.js";

/** One column of a table. */
export interface Column {
  readonly heading: string;
  /** Its part of the page's width, by which the columns share it. */
  readonly share: number;
  readonly align: Align;
}

/** Cells in the order of the columns. */
export type Cells = readonly string[];

/** A column with its place on the page. */
export interface PlacedColumn extends Column {
  readonly x: number;
  readonly width: number;
}

const GAP = 10;

/** The columns side by side between two edges, with a gap between them. */
export function placed(columns: readonly Column[], left: number, width: number): PlacedColumn[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const room = width - GAP * (columns.length - 1);
  let x = left;
  return columns.map((column) => {
    const own = (room * column.share) / shares;
    const here = { ...column, x, width: own };
    x += own + GAP;
    return here;
  });
}

/** The cells of a row in lines, as wide as their columns, and how high the highest is. */
export function laidOut(
  text: PdfText,
  columns: readonly PlacedColumn[],
  cells: Cells,
  style: TextStyle,
): { readonly lines: readonly (readonly string[])[]; readonly height: number } {
  const lines = columns.map(({ width }, index) => text.lines(cells[index]!, style, width));
  const most = Math.max(...lines.map((each) => each.length));
  return { lines, height: most * text.lineHeight(style) };
}
