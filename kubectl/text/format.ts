import { byText } from "../../api/byText.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import { formatSelector } from "../../api/selector.ts";
import { holdsUid, plainText, printedUid } from "../core/plain.ts";

export type Labels = Readonly<Record<string, string>>;

/** The entries of a map by key, with uids as they are printed. */
export function sortedEntries(map: Labels | undefined): [string, string][] {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => byText(a, b))
    .map(([key, value]) => [key, holdsUid(key) ? printedUid(value) : value]);
}

/** Labels in one line: `app=web,tier=front`. */
export function formatLabels(labels: Labels | undefined): string {
  const entries = sortedEntries(labels);
  return entries.length === 0 ? "<none>" : entries.map(([key, value]) => `${key}=${value}`).join(",");
}

/** A selector in one line. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  const labels = selector?.matchLabels;
  if (!labels || !Object.keys(labels).some(holdsUid)) return formatSelector(selector);
  return formatSelector({ ...selector, matchLabels: Object.fromEntries(sortedEntries(labels)) });
}

/** At most three of a list, and how many more there are. */
export function shortList(all: readonly string[], most = 3): string {
  const shown = all.slice(0, most).join(",");
  return all.length > most ? `${shown} + ${all.length - most} more...` : shown;
}

/** `True`, `False` or `<unset>`. */
export function capitalBoolean(value: boolean | undefined): string {
  return value === undefined ? "<unset>" : value ? "True" : "False";
}

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

/** Access modes in short: `RWO,ROX`. */
export function formatAccessModes(modes: readonly string[] | undefined): string {
  return Object.entries(shortModes)
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(",");
}

/** A value as Go prints it with `%v`: `map[a:1 b:[x y]]`, `<nil>`. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(goValue).join(" ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>).sort(([a], [b]) => byText(a, b));
    return `map[${entries.map(([key, held]) => `${key}:${goValue(held)}`).join(" ")}]`;
  }
  return goNumber(value);
}

/** Numbers without a fraction as they are; very large and small ones with an exponent. */
function goNumber(value: unknown): string {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -5 && exponent < 21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

/** A value as Go prints it with `%#v`, as far as JSON has such values. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return "interface {}(nil)";
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>).sort(([a], [b]) => byText(a, b));
    return `map[string]interface {}{${entries.map(([key, held]) => `${JSON.stringify(key)}:${goSyntax(held)}`).join(", ")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : plainText(value);
}
