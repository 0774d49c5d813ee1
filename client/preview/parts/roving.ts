/** Keyboard navigation in a group with one tab stop: the index to which `key` moves from `index`; nothing for other keys. */
export function rove(key: string, index: number, count: number, perRow = 1): number | undefined {
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + perRow, ArrowUp: index - perRow, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** Focuses the `index`-th element of the group. */
export function focusWithin(group: Element, selector: string, index: number): void {
  group.querySelectorAll<HTMLElement | SVGElement>(selector)[index]?.focus();
}
