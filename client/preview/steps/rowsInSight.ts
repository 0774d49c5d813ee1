import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";

/** The height of every row, in pixels. */
export const rowHeight = 40;

const isNarrow = matchMedia("(max-width: 900px)");

/** The table scrolls within this height, in pixels: more where the window has more; the styles say the same. */
function heightOf(): number {
  return isNarrow.matches ? 240 : Math.max(430, innerHeight - 480);
}

/** How many rows are drawn above and below the visible ones. */
const margin = 4;

interface RowsInSight {
  readonly first: number;
  /** The one after the last. */
  readonly last: number;
  readonly onScroll: () => void;
}

/**
 * Which rows of a long table are drawn. When another row becomes the current one (`here`), the table scrolls,
 * and the rows that become visible are drawn in the same frame.
 */
export function useRowsInSight(box: RefObject<HTMLElement | null>, rows: readonly unknown[], here: number): RowsInSight {
  const top = useRef(0);
  const height = heightOf();
  const [, drawAgain] = useReducer<number, void>((times) => times + 1, 0);
  const wanted = useMemo(() => (top.current = following(top.current, here, rows.length, height)), [here, rows, height]);
  // After everything else is drawn, since reading the scroll position of a changed table forces a layout.
  useLayoutEffect(() => queueMicrotask(() => box.current && (box.current.scrollTop = wanted)), [wanted]);
  const first = Math.max(0, Math.floor(top.current / rowHeight) - margin);
  return {
    first,
    last: Math.min(rows.length, Math.ceil((top.current + height) / rowHeight) + margin),
    onScroll: () => {
      const now = box.current?.scrollTop ?? 0;
      if (Math.abs(now - top.current) < 1) return;
      top.current = now;
      drawAgain();
    },
  };
}

/** Keeps a row away from the edges, so that the rows before and after it are visible, too. Scrolls by whole rows. */
function following(top: number, row: number, rows: number, height: number): number {
  if (row < 0) return top;
  const inSight = Math.floor(height / rowHeight);
  const [least, most] = [row - Math.round(inSight * 0.6), row - Math.round(inSight * 0.2)];
  return rowHeight * Math.max(0, Math.min(Math.max(least, Math.min(top / rowHeight, most)), rows + 1 - inSight));
}
