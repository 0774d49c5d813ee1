/** A count, or a share of a whole such as `25%`. */
export type IntOrString = number | string;

/** Which way a share that is no whole number goes. */
export type Rounding = "up" | "down";

/** The number of a percentage such as `25%`; nothing for any other text. */
export function percentOf(value: IntOrString): number | undefined {
  if (typeof value !== "string" || !/^[+-]?\d+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}

/** The count that `value` means where the whole is `total`, or nothing where it is neither a number nor a percentage. */
export function scaled(value: IntOrString, total: number, rounding: Rounding): number | undefined {
  if (typeof value === "number") return value;
  const percent = percentOf(value);
  if (percent === undefined) return undefined;
  return (rounding === "up" ? Math.ceil : Math.floor)((percent * total) / 100);
}
