import { type Quantity, milliValue, value } from "../../api/quantity.ts";
import { say } from "../words.ts";

/** Seconds as a person says them: `2 h 30 min`. */
export function durationInWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor((seconds % 86_400) / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "min"],
    [Math.floor(seconds % 60), "s"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length === 0 ? "0 s" : said.join(" ");
}

/** A quantity of a resource in plain units: processors, or bytes. */
export function quantityInWords(quantity: Quantity, resource: string): string {
  const cpus = milliValue(quantity) / 1000;
  if (/(?:^|\.)cpu$/.test(resource)) return cpus < 1 ? say("{0} CPU: {1}% of one.", cpus, round(cpus * 100)) : say("{0} CPU.", cpus);
  const amount = value(quantity);
  return /memory|storage|hugepages/.test(resource) ? say("{0} bytes: {1}.", amount.toLocaleString("en-US"), bytesInWords(amount)) : String(amount);
}

const steps = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

function bytesInWords(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), steps.length - 1);
  return `${round(bytes / 1024 ** step)} ${steps[step]}`;
}

function round(number: number): string {
  return String(Math.round(number * 1000) / 1000);
}
