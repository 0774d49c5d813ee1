import { type ApiSentence, say } from "./words/say.ts";
import { listed } from "./words/sentence.ts";
import { type Wall, type Zone, zoneOf } from "./timeZone.ts";

/** When a CronJob is due. */
export interface Schedule {
  /** The first time after `after` when it is due, both in milliseconds since the Unix epoch; nothing if there is none within five years. */
  readonly next: (after: number) => number | undefined;
}

/** A sentence that says why a text is not a schedule. */
export interface NoSchedule {
  readonly problem: ApiSentence;
}

interface Field {
  readonly name: ApiSentence;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const minuteField: Field = { name: say("minute"), least: 0, most: 59 };
const hourField: Field = { name: say("hour"), least: 0, most: 23 };
const dayField: Field = { name: say("day-of-month"), least: 1, most: 31 };
const monthField: Field = {
  name: say("month"),
  least: 1,
  most: 12,
  names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
const weekdayField: Field = { name: say("day-of-week"), least: 0, most: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };
const cronFields = [minuteField, hourField, dayField, monthField, weekdayField];

/** The values that a field allows. `any`: it was a star, so that it does not restrict the other day field. */
interface Values {
  readonly set: ReadonlySet<number>;
  readonly any: boolean;
}

interface Times {
  readonly minutes: Values;
  readonly hours: Values;
  readonly days: Values;
  readonly months: Values;
  readonly weekdays: Values;
}

/** The named schedules and their five fields. */
export const descriptors: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * Reads the `schedule` of a CronJob as the API server and the controller do: five fields, a descriptor such as `@daily`, or `@every 1h30m`.
 * A schedule may contain a zone (`TZ=Asia/Seoul 0 9 * * *`), which wins over `timeZone`; without any it is in UTC.
 */
export function parseSchedule(text: string, timeZone?: string): Schedule | NoSchedule {
  const prefix = /^(?:CRON_)?TZ=([^ ]*)( ?)/.exec(text);
  if (prefix && prefix[2] === "") return { problem: say("zone-without-schedule") };
  const zoneName = prefix ? prefix[1]! : (timeZone ?? "");
  const zone = zoneOf(zoneName === "" || zoneName === "Local" ? "UTC" : zoneName);
  if (zone === undefined) return { problem: say("not-a-time-zone", { zone: zoneName }) };
  const schedule = prefix ? text.slice(prefix[0].length).trim() : text;
  if (schedule.startsWith("@every ")) return every(schedule.slice("@every ".length));
  const spec = schedule.startsWith("@") ? (Object.hasOwn(descriptors, schedule) ? descriptors[schedule] : undefined) : schedule;
  if (spec === undefined) return { problem: say("no-descriptor", { schedule, known: listed(Object.keys(descriptors)) }) };
  const times = readTimes(spec);
  return "problem" in times ? times : { next: (after) => nextOf(times, zone, after) };
}

function readTimes(spec: string): Times | NoSchedule {
  const words = spec.split(/\s+/).filter((word) => word !== "");
  if (words.length !== cronFields.length) return { problem: say("five-fields", { count: words.length }) };
  const values: Values[] = [];
  for (const [i, field] of cronFields.entries()) {
    const read = readField(words[i]!, field);
    if ("problem" in read) return read;
    values.push(read);
  }
  const [minutes, hours, days, months, weekdays] = values as [Values, Values, Values, Values, Values];
  return { minutes, hours, days, months, weekdays };
}

/** A list of ranges, separated by commas. Empty ones are skipped, so `,` allows nothing. */
function readField(text: string, field: Field): Values | NoSchedule {
  const set = new Set<number>();
  let any = false;
  for (const range of text.split(",").filter((part) => part !== "")) {
    const read = readRange(range, field);
    if ("problem" in read) return read;
    for (let value = read.from; value <= read.to; value += read.step) set.add(value);
    any ||= read.any;
  }
  return { set, any };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly any: boolean;
}

/** `*`, `5`, `1-5`, `5/10` (from 5 to the end), each perhaps with a `/step`. */
function readRange(text: string, field: Field): Range | NoSchedule {
  const [bounds = "", stepText, ...moreSlashes] = text.split("/");
  const [low = "", high, ...moreHyphens] = bounds.split("-");
  const star = low === "*" || low === "?";
  const says = (problem: ApiSentence): NoSchedule => ({ problem: say("schedule-field", { text, field: field.name, problem }) });
  if (moreSlashes.length > 0) return says(say("several-slashes"));
  if (!star && moreHyphens.length > 0) return says(say("several-hyphens"));
  const from = star ? field.least : numberOf(low, field);
  const step = stepText === undefined ? 1 : numberOf(stepText);
  const end = high === undefined ? (stepText === undefined ? from : field.most) : numberOf(high, field);
  const to = star ? field.most : end;
  if (from === undefined || to === undefined || step === undefined) return says(say(field.names ? "wants-numbers-or-names" : "wants-numbers"));
  if (from < field.least || to > field.most) return says(say("goes-from-to", { least: field.least, most: field.most }));
  if (from > to) return says(say("comes-after", { from, to }));
  if (step === 0) return says(say("step-at-least-one"));
  return { from, to, step, any: star && step === 1 };
}

function numberOf(text: string, field?: Field): number | undefined {
  const named = field?.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + field!.least;
  return /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const units: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: minute, h: hour };

/** A fixed delay from one run to the next, in whole seconds and at least one. */
function every(text: string): Schedule | NoSchedule {
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  if (text !== "0" && (parts.length === 0 || length + sign.length !== text.length)) return { problem: say("not-a-duration", { text }) };
  const millis = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit!]!, 0) * (sign === "-" ? -1 : 1);
  const delay = Math.max(1, Math.floor(millis / 1000)) * 1000;
  return { next: (after) => Math.floor(after / 1000) * 1000 + delay };
}

const yearsAhead = 5;

/**
 * Advances from the next second to the first one that matches, field by field, the largest first. If a field wraps around, it starts again.
 * Kubernetes' library uses the same algorithm, which matters when clocks change: a skipped hour does not run, a repeated hour may run twice.
 */
function nextOf(times: Times, zone: Zone, after: number): number | undefined {
  const { months, hours, minutes } = times;
  let at = Math.floor(after / 1000) * 1000 + 1000;
  if (!Number.isSafeInteger(at) || Math.abs(at) > farthest) return undefined;
  let cut = false; // whether the smaller fields start from their least already
  const cutTo = (start: number): void => {
    if (!cut) at = start;
    cut = true;
  };
  const lastYear = zone.wall(at).year + yearsAhead;

  walk: while (zone.wall(at).year <= lastYear) {
    for (let wall = zone.wall(at); !months.set.has(wall.month);) {
      cutTo(zone.moment({ ...wall, day: 1, ...midnight }));
      at = zone.moment({ ...zone.wall(at), month: wall.month + 1 });
      wall = zone.wall(at);
      if (wall.month === 1) continue walk;
    }
    for (let wall = zone.wall(at); !dayFits(times, wall);) {
      cutTo(zone.moment({ ...wall, ...midnight }));
      at = zone.moment({ ...zone.wall(at), day: wall.day + 1 });
      at += hoursToMidnight(zone.wall(at).hour) * hour;
      wall = zone.wall(at);
      if (wall.day === 1) continue walk;
    }
    for (let wall = zone.wall(at); !hours.set.has(wall.hour);) {
      cutTo(zone.moment({ ...wall, minute: 0, second: 0 }));
      at += hour;
      wall = zone.wall(at);
      if (wall.hour === 0) continue walk;
    }
    while (!minutes.set.has(zone.wall(at).minute)) {
      cutTo(at - (at % minute));
      at += minute;
      if (zone.wall(at).minute === 0) continue walk;
    }
    if (at % minute === 0) return at;
    cutTo(at);
    at += minute - (at % minute);
  }
  return undefined;
}

/** The latest time, a year before the end of the range of `Date`. */
const farthest = 8.6e15 - (yearsAhead + 2) * 366 * 24 * hour;

const midnight = { hour: 0, minute: 0, second: 0 };

/** Where clocks change at midnight, the next day may begin at one, or a day's step end at eleven. */
function hoursToMidnight(of: number): number {
  return of > 12 ? 24 - of : -of;
}

/** If both day fields are restricted, one of them must match: `0 0 13 * 5` runs on every Friday and every 13th. */
function dayFits({ days, weekdays }: Times, { day, weekday }: Wall): boolean {
  const [dayFits, weekdayFits] = [days.set.has(day), weekdays.set.has(weekday)];
  return days.any || weekdays.any ? dayFits && weekdayFits : dayFits || weekdayFits;
}
