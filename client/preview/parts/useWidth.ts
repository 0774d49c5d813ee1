import { type RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** The current width of an element in pixels; `before` until it is known. */
export function useWidth(element: RefObject<Element | null>, before: number): number {
  const [width, setWidth] = useState(before);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element.current);
    setWidth(Math.round(element.current.getBoundingClientRect().width) || before);
    return () => observer.disconnect();
  }, [element, before]);
  return width;
}
