import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { type Mark, type MarksShown, placeAfter } from "./marks.js";

/** One of the marks is in the order of the Tab key; arrow keys move on from it. Answers the one that is looked at, too. */
export function useMarks(marks: readonly Mark[], onChoose?: (key: string) => void) {
  const frame = useRef<SVGSVGElement>(null);
  const [last, setLast] = useState<string>();
  const [shown, setShown] = useState<Mark | null>(null);
  const isThere = marks.some(({ key }) => key === last);
  const current = isThere ? last : marks[0]?.key;
  const known = useMemo<MarksShown>(
    () => ({
      current,
      show: (mark) => {
        setShown(mark);
        if (mark) setLast(mark.key);
      },
      choose: (mark) => mark.canChoose && onChoose?.(mark.key),
    }),
    [current, onChoose],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...frame.current!.querySelectorAll<SVGElement>("[data-mark]")];
    // In the order of the data, which a chart may draw from the last to the first.
    const ordered = marks.flatMap(({ key }) => all.filter((each) => each.dataset.mark === key));
    const place = ordered.indexOf(document.activeElement as SVGElement);
    const next = place < 0 ? null : placeAfter(event.key, place, ordered.length);
    if (next === null) return;
    event.preventDefault();
    ordered[next]!.focus();
  };
  // What is said of a mark may have changed since somebody pointed at it.
  const looked = shown && marks.find(({ key }) => key === shown.key);
  return { known, looked: looked ?? null, frame: { ref: frame, onKeyDown, onPointerLeave: () => setShown(null) } };
}
