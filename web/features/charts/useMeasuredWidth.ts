import { useLayoutEffect, useRef, useState } from "react";

/** How wide an element is, in whole pixels; 0 until it is there. */
export function useMeasuredWidth<Shown extends HTMLElement>() {
  const ref = useRef<Shown>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.floor(ref.current!.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
