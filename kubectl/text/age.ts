import { parseTime } from "../../api/time.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** How much time has passed, in the two or three figures that matter: `47s`, `3m12s`, `5h`, `2d4h`. Nothing lies more than two seconds ahead. */
export function duration(millis: number): string {
  if (millis <= -2 * second) return "<invalid>";
  if (millis < 0) return "0s";
  if (millis < 2 * minute) return `${whole(millis, second)}s`;
  if (millis < 10 * minute) return two(whole(millis, minute), "m", whole(millis, second) % 60, "s");
  if (millis < 3 * hour) return `${whole(millis, minute)}m`;
  if (millis < 8 * hour) return two(whole(millis, hour), "h", whole(millis, minute) % 60, "m");
  if (millis < 2 * day) return `${whole(millis, hour)}h`;
  if (millis < 8 * day) return two(whole(millis, day), "d", whole(millis, hour) % 24, "h");
  if (millis < 2 * year) return `${whole(millis, day)}d`;
  if (millis < 8 * year) return two(whole(millis, year), "y", whole(millis, day) % 365, "d");
  return `${whole(millis, year)}y`;
}

/** How long ago a moment was. */
export function since(time: string | null | undefined, now: number): string {
  const millis = time ? parseTime(time) : undefined;
  return millis === undefined ? "<unknown>" : duration(now - millis);
}

/** The time from one moment to another. */
export function between(from: string, to: string): string {
  return duration((parseTime(to) ?? 0) - (parseTime(from) ?? 0));
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A moment as descriptions print it: `Mon, 05 Jan 2026 09:00:30 +0000`. */
export function longTime(time: string | null | undefined): string {
  const date = new Date((time ? parseTime(time) : undefined) ?? Date.UTC(1, 0, 1));
  const clock = date.toISOString().slice(11, 19);
  return `${days[date.getUTCDay()]}, ${two0(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock} +0000`;
}

/** A moment as Go prints it: `2026-01-05 09:00:30 +0000 UTC`. */
export function goTime(time: string | null | undefined): string {
  return time ? `${time.replace("T", " ").replace("Z", "")} +0000 UTC` : "0001-01-01 00:00:00 +0000 UTC";
}

function two0(n: number): string {
  return String(n).padStart(2, "0");
}

function whole(millis: number, unit: number): number {
  return Math.floor(millis / unit);
}

function two(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smallUnit}`;
}

/** A span of time as Go reads it: `1m30s`, `500ms`; a bare `0` is none. Nothing where it cannot be read. */
export function parseDuration(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!match) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g);
  const sum = [...parts].reduce((total, [, amount, unit]) => total + Number(amount) * units[unit!]!, 0);
  return match[1] === "-" ? -sum : sum;
}

const units: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: second, m: minute, h: hour };

/** A span of time as Go prints it: `1s`, `1m30s`. */
export function goDuration(millis: number): string {
  if (millis === 0) return "0s";
  if (millis < second) return `${millis}ms`;
  const [hours, minutes, seconds] = [Math.floor(millis / hour), Math.floor((millis % hour) / minute), (millis % minute) / second];
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds}s`;
}
