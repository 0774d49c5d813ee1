/** Moves the focus among the things of one group, of which only one is a tab stop: where `key` leads from `index`, or nothing for another key. */
export function rove(key: string, index: number, count: number, perRow = 1): number | undefined {
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + perRow, ArrowUp: index - perRow, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** Gives the focus to the `index`-th thing in a group that takes part. */
export function focusWithin(group: Element, selector: string, index: number): void {
  group.querySelectorAll<HTMLElement | SVGElement>(selector)[index]?.focus();
}
