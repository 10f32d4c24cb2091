import { type CSSProperties, type KeyboardEvent, useContext } from "react";
import { type Mark, MarksContext } from "./marks.js";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Props {
  mark: Mark;
  /** What a finger or a pointer may hit of it; its own shape where there is nothing else. */
  hit?: Box;
  /** By the library of charts. */
  d?: string;
  style?: CSSProperties;
  transform?: string;
}

/** A mark of a chart, as something to point at, to come to by keys and to hear; pressed, it is chosen. */
export function MarkShape({ mark, hit, d, style, transform }: Props) {
  const { current, show, choose } = useContext(MarksContext);
  const { key, said, state, canChoose } = mark;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(mark);
  };
  return (
    <g
      data-mark={key}
      data-state={state}
      role={canChoose ? "button" : "img"}
      aria-label={said}
      aria-pressed={canChoose ? state === "chosen" : undefined}
      tabIndex={key === current ? 0 : -1}
      style={{ cursor: canChoose ? "pointer" : undefined }}
      onClick={() => choose(mark)}
      onKeyDown={press}
      onFocus={() => show(mark)}
      onPointerEnter={() => show(mark)}
    >
      {hit && <rect {...hit} fill="transparent" />}
      <path d={d} transform={transform} style={style} opacity={state === "faded" ? 0.35 : undefined} data-shape />
    </g>
  );
}
