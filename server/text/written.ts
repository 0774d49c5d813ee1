/** Plain data as it is written: `undefined` where nothing stands yet. */
export type Written = string | number | boolean | null | undefined | readonly Written[] | { readonly [key: string]: Written };

/** How the text around a new entry is written. */
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

/** What becomes of scalars, keys and closing braces: text of a file, or of a snippet. */
export interface Pen {
  readonly scalar: (value: string | number | boolean | null | undefined) => string;
  readonly key: (key: string) => string;
  readonly brace: string;
}
