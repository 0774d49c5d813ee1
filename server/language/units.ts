import { type Quantity, milliValue, value } from "../../api/quantity.ts";
import { type ServerPart, say } from "../words/say.ts";
import { strung } from "../../api/words/sentence.ts";

/** Seconds as a duration for people: `2 h 30 min`. */
export function durationInWords(seconds: number): ServerPart {
  const parts = [
    [Math.floor(seconds / 86_400), "days"],
    [Math.floor((seconds % 86_400) / 3600), "hours"],
    [Math.floor((seconds % 3600) / 60), "minutes"],
    [Math.floor(seconds % 60), "seconds"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => say(unit, { count }));
  return said.length === 0 ? say("seconds", { count: 0 }) : strung(said);
}

/** A quantity of a resource in plain units: processors, bytes, or a plain number. */
export function quantityInWords(quantity: Quantity, resource: string): ServerPart {
  const exact = milliValue(quantity) / 1000;
  if (/(?:^|\.)cpu$/.test(resource))
    return exact < 1 ? say("cpus-share", { cpus: exact, percent: round(exact * 100) }) : say("cpus", { cpus: exact.toLocaleString("en-US") });
  const amount = value(quantity);
  return /memory|storage|hugepages|sizeLimit|capacity|maximumVolumeSize/i.test(resource)
    ? inBytes(amount)
    : exact.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function inBytes(bytes: number): ServerPart {
  const amount = bytes.toLocaleString("en-US");
  return bytes < 1024 ? say("few-bytes", { amount }) : say("bytes", { amount, rounded: bytesInWords(bytes) });
}

const steps = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

function bytesInWords(bytes: number): string {
  const step = Math.min(Math.floor(Math.log2(bytes) / 10), steps.length - 1);
  return `${round(bytes / 1024 ** step)} ${steps[step]}`;
}

function round(number: number): string {
  return String(Math.round(number * 1000) / 1000);
}
