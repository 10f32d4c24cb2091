import { Bar, type BarProps } from "victory";
import { MarkShape } from "./MarkShape.js";
import type { Mark } from "./marks.js";

/** A bar of the library's shape that is hit anywhere in its column, which is so wide and goes from `top` so far down. */
export function ColumnBar(props: BarProps & { column?: number; top?: number; depth?: number }) {
  const { column = 0, top = 0, depth = 0, ...bar } = props;
  const { mark } = bar.datum as { mark: Mark };
  const hit = { x: (bar.x ?? 0) - column / 2, y: top, width: column, height: depth };
  return <Bar {...bar} pathComponent={<MarkShape mark={mark} hit={hit} />} />;
}
