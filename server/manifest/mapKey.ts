import type { Node } from "../syntax/tree.ts";
import { isFloat, type Plain, resolvePlain, resolveTagged } from "./scalar.ts";

/** A key of a map as the server's YAML reader sees it. */
export interface MapKey {
  /** The name of the field. */
  readonly text: string;
  /** Keys with the same identity are duplicates for that reader, which distinguishes 1, 1.0 and "1". Absent for keys that are never duplicates. */
  readonly identity: string | undefined;
}

/** Reads a key: numbers and booleans become texts; maps, lists and null can't be keys. */
export function mapKey(key: Node | undefined): MapKey | undefined {
  if (key?.is === "alias") return mapKey(key.target);
  if (key?.is !== "scalar") return undefined;
  if (!key.tag && key.style !== "plain") return keyOf(key.value, false);
  const value = key.tag ? resolveTagged(key.value, key.tag.text)?.value : resolvePlain(key.value);
  if (value === null || value === undefined) return undefined;
  return keyOf(value, typeof value === "number" && (key.tag?.text === "!!float" || isFloat(key.value, value)));
}

/** The name of the field that a key stands for, if it can stand for one. */
export function keyText(key: Node | undefined): string | undefined {
  return mapKey(key)?.text;
}

function keyOf(value: NonNullable<Plain>, float: boolean): MapKey {
  if (float) return { text: floatText(Number(value)), identity: Number.isNaN(value) ? undefined : `\0float ${value}` };
  if (typeof value === "string") return { text: value, identity: value };
  return { text: String(value), identity: `\0${typeof value === "boolean" ? "boolean" : "integer"} ${value}` };
}

/** A number as Go prints it with a precision of 32 bits: the fewest digits that restore the number, and an exponent for small and large numbers. */
function floatText(exact: number): string {
  const value = Math.fround(exact);
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  let precision = 1;
  while (Math.fround(Number(value.toPrecision(precision))) !== value) precision++;
  const [digits, exponent] = value.toExponential(precision - 1).split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(precision)));
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
