import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

interface Item {
  readonly key: string;
  readonly kind: string;
  /** What it is taken to be high before it has been seen. */
  readonly height: number;
}

/** So many rows beyond each edge of the window are there before they are scrolled to. */
const OVERSCAN = 8;
/** The name of a month stands over the first row in the window. */
const HEADING_HEIGHT = 52;

/** A row by its key, and how far below the top of the window it begins. */
export interface RowInSight {
  readonly key: string;
  readonly top: number;
}

/** The first row in sight, and where it was in which list; `isFirst`: nothing can come above it that one would miss. */
interface InSight {
  readonly key: string;
  readonly start: number;
  readonly isFirst: boolean;
  readonly items: readonly Item[];
  readonly listTop: number | null;
}

/** Above the first row of all there is the name of its month, and a word at most. */
const FIRST_ROW = 2;

/** How far down the page the list begins; what stands above it may grow. */
function useListTop(list: RefObject<HTMLElement | null>): number | null {
  const [top, setTop] = useState<number | null>(null);
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round(list.current!.getBoundingClientRect().top + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
}

/** Whoever scrolls or types is not taken back to where they were. */
function useGivingUp(place: RefObject<RowInSight | null>): void {
  useEffect(() => {
    const listening = new AbortController();
    const giveUp = () => {
      place.current = null;
    };
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown"])
      window.addEventListener(event, giveUp, { passive: true, signal: listening.signal });
    return () => listening.abort();
  }, [place]);
}

/**
 * A list of which only what is in the window, and a little more, is in the page; and `kept`, because it is open. What
 * comes above the rows in sight does not move them, unless these are the first of all. It begins with `start` in sight.
 */
export function useVirtualList(props: {
  items: readonly Item[];
  kept: string | undefined;
  start: RowInSight | null;
  /** Whether the first item is the first of all. */
  isFirst: boolean;
}) {
  const { items, isFirst } = props;
  const list = useRef<HTMLDivElement>(null);
  const top = useListTop(list);
  const [focused, setFocused] = useState<string>();
  const indexOf = (key: string | undefined) => items.findIndex((item) => item.key === key);
  // What has the focus stays, wherever one scrolls: without it the next key press would begin nowhere.
  const kept = [indexOf(props.kept), indexOf(focused)].filter((index) => index >= 0);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled to be memoized
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: items.length,
    estimateSize: (index) => items[index]!.height,
    getItemKey: useCallback((index: number) => items[index]!.key, [items]),
    overscan: OVERSCAN,
    scrollMargin: top ?? 0,
    scrollPaddingStart: HEADING_HEIGHT,
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other),
  });
  const rendered = virtualizer.getVirtualItems();
  const startOf = (key: string) => virtualizer.measurementsCache[indexOf(key)]?.start;

  const inSight = useRef<InSight>(null);
  const rowInSight = (): RowInSight | null => {
    const { current } = inSight;
    if (!current || current.isFirst) return null;
    return { key: current.key, top: current.start - (virtualizer.scrollOffset ?? 0) };
  };
  useLayoutEffect(() => {
    const { current } = inSight;
    // What is measured anew the virtualizer makes up for by itself.
    if (!current || current.isFirst || (current.items === items && current.listTop === top)) return;
    const start = startOf(current.key);
    if (start !== undefined && start !== current.start) virtualizer.scrollBy(start - current.start);
  });

  const toStart = useRef(props.start);
  useGivingUp(toStart);
  const timesThere = useRef(0);
  const goToStart = () => {
    const { current } = toStart;
    const start = current && startOf(current.key);
    if (top === null || !current || start === undefined || start === null) return;
    const isThere = Math.abs(start - current.top - window.scrollY) < 1;
    timesThere.current = isThere ? timesThere.current + 1 : 0;
    if (!isThere) virtualizer.scrollToOffset(start - current.top);
  };
  useLayoutEffect(goToStart);
  useEffect(() => {
    // Once more after the router has gone to where it believes that the page was.
    goToStart();
    // What comes into the page on the way is measured then, and moves it.
    const isThere = timesThere.current > 2 && rendered.some(({ key }) => key === toStart.current?.key);
    if (isThere) toStart.current = null;
  });

  const wanted = useRef<string>(null);
  useLayoutEffect(() => {
    const row = wanted.current && list.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  const reveal = (key: string) => {
    const index = indexOf(key);
    if (index < 0) return;
    wanted.current = key;
    setFocused(key);
    virtualizer.scrollToIndex(index, { align: "auto" });
  };

  useLayoutEffect(() => {
    const first = rendered.find(({ index, end }) => items[index]!.kind === "row" && end > window.scrollY);
    inSight.current = first
      ? {
          key: String(first.key),
          start: first.start,
          isFirst: isFirst && first.index <= FIRST_ROW,
          items,
          listTop: top,
        }
      : null;
  });
  return { list, virtualizer, top: top ?? 0, rendered, reveal, setFocused, rowInSight };
}
