import type { Millis } from "../../../engine/objects.ts";

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

/** CPU in cores: `1.25`. */
export function cores(millis: number): string {
  return String(Math.round(millis / 10) / 100);
}

/** An amount of memory in the largest fitting unit: `1.5 Gi`. */
export function bytes(amount: number): string {
  const units = ["", "Ki", "Mi", "Gi", "Ti"];
  const power = amount < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(amount) / 10));
  return `${Math.round((amount / 1024 ** power) * 10) / 10}${units[power] ? ` ${units[power]}` : ""}`;
}
