import { zoomedBy } from "./viewer-geometry.js";

/** How much a turn of the wheel by one pixel makes larger. */
const WHEEL_FACTOR = 0.003;

/** Distance of the two fingers, in pixels. */
function apartOf({ touches: [one, other] }: TouchEvent): number {
  return Math.hypot(one!.clientX - other!.clientX, one!.clientY - other!.clientY);
}

/**
 * Has an element zoom by two fingers, and by the wheel with Ctrl or ⌘ (what a trackpad says when two fingers part on it).
 *
 * @returns how to stop that.
 */
export function followPinch(element: HTMLElement, zoomNow: () => number, onZoom: (zoom: number) => void): () => void {
  let begun: { readonly apart: number; readonly zoom: number } | null = null;
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    onZoom(zoomedBy(zoomNow(), Math.exp(-event.deltaY * WHEEL_FACTOR)));
  };
  const onStart = (event: TouchEvent) => {
    begun = event.touches.length === 2 ? { apart: apartOf(event), zoom: zoomNow() } : null;
  };
  const onMove = (event: TouchEvent) => {
    if (!begun || event.touches.length !== 2) return;
    event.preventDefault();
    onZoom(zoomedBy(begun.zoom, apartOf(event) / begun.apart));
  };
  const ended = new AbortController();
  // The browser must wait for what we say: it would zoom the page.
  const options = { passive: false, signal: ended.signal };
  element.addEventListener("wheel", onWheel, options);
  element.addEventListener("touchstart", onStart, options);
  element.addEventListener("touchmove", onMove, options);
  return () => ended.abort();
}
