/** Compares two texts by code unit, for `sort`: the order is the same on every machine, independent of the locale. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
