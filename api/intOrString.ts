/** A number, or a percentage such as `25%`. */
export type IntOrString = number | string;

/** How a percentage is rounded. */
export type Rounding = "up" | "down";

/** The number of a percentage such as `25%`; nothing for any other text. */
export function percentOf(value: IntOrString): number | undefined {
  if (typeof value !== "string" || !/^[+-]?\d+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}

/** The number for `value` if the whole is `total`; nothing if it is neither a number nor a percentage. */
export function scaled(value: IntOrString, total: number, rounding: Rounding): number | undefined {
  if (typeof value === "number") return value;
  const percent = percentOf(value);
  if (percent === undefined) return undefined;
  return (rounding === "up" ? Math.ceil : Math.floor)((percent * total) / 100);
}
