import type { Millis } from "../../../engine/core/objects.ts";

/** A moment on the story's clock: `0:24.0`, `1:02:03`. */
export function clock(time: Millis, precise = false): string {
  const tenths = Math.round(time / 100);
  const seconds = Math.floor(tenths / 10) % 60;
  const minutes = Math.floor(tenths / 600) % 60;
  const hours = Math.floor(tenths / 36_000);
  const two = (number: number) => String(number).padStart(2, "0");
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  return precise ? `${text}.${tenths % 10}` : text;
}

/** Made once, since that takes longer than all that it formats. */
const inThousands = new Intl.NumberFormat("en");

/** A count, with its thousands apart. */
export function count(number: number): string {
  return Number.isInteger(number) && number >= 0 && number < 1000 ? String(number) : inThousands.format(number);
}

/** CPU in cores: `1.25`. */
export function cores(millis: number): string {
  return String(Math.round(millis / 10) / 100);
}

/** How much of an amount of memory, in the unit of the whole: `0.5 / 16 Gi`. */
export function bytesOf(part: number, whole: number): string {
  const power = powerOf(whole);
  return `${round(part / 1024 ** power)} / ${bytes(whole)}`;
}

/** An amount of memory in the largest fitting unit: `1.5 Gi`. */
export function bytes(amount: number): string {
  const power = powerOf(amount);
  return `${round(amount / 1024 ** power)}${units[power] ? ` ${units[power]}` : ""}`;
}

const units = ["", "Ki", "Mi", "Gi", "Ti"];

function powerOf(amount: number): number {
  return amount < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(amount) / 10));
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
