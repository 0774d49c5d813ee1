const collator = new Intl.Collator("en", { numeric: true });

/** Compares texts as a person sorts them: `web-2` before `web-10`. The locale is fixed, so the order is the same on every machine. */
export function natural(a: string, b: string): number {
  return collator.compare(a, b);
}
