import type { Line, Run, Seconds, Text, Unknown } from "./behaviour.ts";

/** What a running container knows about itself. */
export interface Situation {
  /** When the run began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** A field of its pod, such as `metadata.name`. */
  readonly fieldOf: (field: string) => string;
  /** An environment variable. */
  readonly variableOf: (name: string) => string;
}

/** A line of a container's log. */
export interface LogLine {
  readonly at: Seconds;
  readonly text: string;
}

/** The last `most` lines that a run has printed up to a second, oldest first. */
export function logOf({ prints = [], exit }: Run, until: Seconds, situation: Situation, most = 1000): readonly LogLine[] {
  const end = Math.min(until, exit?.after ?? Infinity);
  const lines = prints.flatMap((line, i) => timesOf(line, end, most).map((at) => ({ at, i, line })));
  const last = lines.toSorted((a, b) => a.at - b.at || a.i - b.i).slice(-most);
  return last.map(({ at, line }) => ({ at, text: printed(line.text, at - line.at, situation) }));
}

/** The last seconds at which a line is printed. */
function timesOf({ at, every }: Line, end: Seconds, most: number): readonly Seconds[] {
  if (at > end) return [];
  if (every === undefined || every <= 0) return [at];
  const count = Math.floor((end - at) / every) + 1;
  const first = Math.max(0, count - most);
  return Array.from({ length: count - first }, (_, i) => at + (first + i) * every);
}

/** A text with the values that the running container knows; unknown parts become `…`. */
function printed(text: Text, later: Seconds, situation: Situation): string {
  return text.map((part) => (typeof part === "string" ? part : partOf(part, later, situation))).join("");
}

function partOf(part: Unknown, later: Seconds, { startedAt, fieldOf, variableOf }: Situation): string {
  if ("date" in part) return dated(part.date, startedAt + (part.at + later) * 1000);
  if ("field" in part) return fieldOf(part.field);
  return "variable" in part ? variableOf(part.variable) : "…";
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const signs: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => days[time.getUTCDay()]!.slice(0, 3),
  A: (time) => days[time.getUTCDay()]!,
  b: (time) => months[time.getUTCMonth()]!.slice(0, 3),
  h: (time) => months[time.getUTCMonth()]!.slice(0, 3),
  B: (time) => months[time.getUTCMonth()]!,
  c: (time) => dated("%a %b %e %H:%M:%S %Y", time.getTime()),
  d: (time) => two(time.getUTCDate()),
  D: (time) => dated("%m/%d/%y", time.getTime()),
  e: (time) => String(time.getUTCDate()).padStart(2),
  F: (time) => dated("%Y-%m-%d", time.getTime()),
  H: (time) => two(time.getUTCHours()),
  I: (time) => two(time.getUTCHours() % 12 || 12),
  j: (time) => String(Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0)) / 86_400_000) + 1).padStart(3, "0"),
  m: (time) => two(time.getUTCMonth() + 1),
  M: (time) => two(time.getUTCMinutes()),
  n: () => "\n",
  N: (time) => String(time.getUTCMilliseconds() * 1_000_000).padStart(9, "0"),
  p: (time) => (time.getUTCHours() < 12 ? "AM" : "PM"),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => two(time.getUTCSeconds()),
  t: () => "\t",
  T: (time) => dated("%H:%M:%S", time.getTime()),
  u: (time) => String(time.getUTCDay() || 7),
  w: (time) => String(time.getUTCDay()),
  x: (time) => dated("%m/%d/%y", time.getTime()),
  X: (time) => dated("%H:%M:%S", time.getTime()),
  y: (time) => two(time.getUTCFullYear() % 100),
  Y: (time) => String(time.getUTCFullYear()),
  z: () => "+0000",
  Z: () => "UTC",
  "%": () => "%",
};

/** A time as `date` prints it in a container, whose clock is set to UTC. */
function dated(format: string, millis: number): string {
  const time = new Date(millis);
  return format.replace(/%[-_0^#]?([A-Za-z%])/g, (whole, sign: string) => (Object.hasOwn(signs, sign) ? signs[sign]!(time) : whole));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
