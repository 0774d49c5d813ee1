const collator = new Intl.Collator("en", { numeric: true });

/** Compares as a person sorts: numbers by their value. The same on every machine, since the language is said. */
export function natural(a: string, b: string): number {
  return collator.compare(a, b);
}
