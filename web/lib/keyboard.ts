/** Ends a listening: one for all who follow. */
let stop: (() => void) | null = null;
let followers = 0;

/** How much of the window's foot the keyboard of a phone covers, as `--keyboard` on the page. */
function measure(): void {
  const seen = window.visualViewport!;
  // Who zooms in sees less of the page too, and no keyboard did it.
  const covered = seen.scale > 1 ? 0 : Math.max(0, Math.round(window.innerHeight - seen.height - seen.offsetTop));
  document.documentElement.style.setProperty("--keyboard", `${covered}px`);
}

/**
 * Keeps `--keyboard` right as long as somebody follows: what stands at the foot of the window stands above the keyboard
 * by it. Some browsers make the page smaller for a keyboard, and then it is nothing; on others it is all there is.
 */
export function followKeyboard(): () => void {
  const seen = window.visualViewport;
  if (!seen) return () => undefined;
  if (followers++ === 0) {
    const listening = new AbortController();
    for (const event of ["resize", "scroll"]) seen.addEventListener(event, measure, { signal: listening.signal });
    stop = () => listening.abort();
    measure();
  }
  return () => {
    if (--followers > 0) return;
    stop?.();
    document.documentElement.style.removeProperty("--keyboard");
  };
}
