/** Plain data to write; `undefined` for a value that is still missing. */
export type Written = string | number | boolean | null | undefined | readonly Written[] | { readonly [key: string]: Written };

/** The layout of the text around a new entry. */
export interface Layout {
  /** The column of the new entry. */
  readonly column: number;
  /** Columns that a nested block goes deeper by. */
  readonly indent: number;
  /** Whether the dashes of a list stand deeper than the key that holds it. */
  readonly indentsDashes: boolean;
  readonly style: Style;
}

/** How a place of a text is written: YAML in lines, YAML in brackets, or JSON. */
export type Style = "block" | "flow" | "json";

/** Writes scalars, keys and closing braces, as text of a file or of a snippet. */
export interface Pen {
  readonly scalar: (value: string | number | boolean | null | undefined) => string;
  readonly key: (key: string) => string;
  readonly brace: string;
}

/** Whether a value is a list. */
export function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}
