import { type RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** The indices of an element's `count` children that are on the screen or near it. */
export function useInSight(parent: RefObject<Element | null>, count: number): ReadonlySet<number> {
  const [inSight, setInSight] = useState<ReadonlySet<number>>(new Set());
  useLayoutEffect(() => {
    const children = [...(parent.current?.children ?? [])];
    const seen = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](children.indexOf(target));
        setInSight(new Set(seen));
      },
      { rootMargin: "100px" },
    );
    for (const child of children) observer.observe(child);
    return () => observer.disconnect();
  }, [parent, count]);
  return inSight;
}
