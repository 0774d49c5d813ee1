import { descriptors } from "../../api/cron.ts";
import { say } from "../words.ts";

/** A valid schedule as a sentence: `At 09:30 from Monday to Friday.` */
export function cronInWords(schedule: string): string {
  const text = schedule.replace(/^(?:CRON_)?TZ=\S+\s+/, "").trim();
  if (text.startsWith("@every ")) return say("Every {0}.", text.slice("@every ".length));
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] = (descriptors[text] ?? text).split(/\s+/);
  const parts = [timeOfDay(minute, hour), ...dates(day, weekday), ...(isAny(month) ? [] : [say("in {0}", list(month, monthNames()))])];
  const sentence = parts.join(" ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function timeOfDay(minute: string, hour: string): string {
  if (/^\d+$/.test(minute) && /^\d+(,\d+)*$/.test(hour)) return say("at {0}", joined(hour.split(",").map((one) => `${two(one)}:${two(minute)}`)));
  const minutes = minutesOf(minute);
  return isAny(hour) ? minutes : `${minutes} ${hoursOf(hour)}`;
}

function minutesOf(minute: string): string {
  if (isAny(minute)) return say("every minute");
  const step = /^(?:\*|0)\/(\d+)$/.exec(minute)?.[1];
  if (step !== undefined) return Number(step) === 1 ? say("every minute") : say("every {0} minutes", step);
  return minute === "0" ? say("on the hour") : say("at minute {0}", list(minute));
}

function hoursOf(hour: string): string {
  const step = /^(?:\*|0)\/(\d+)$/.exec(hour)?.[1];
  if (step !== undefined) return Number(step) === 1 ? say("of every hour") : say("of every {0} hours", step);
  const range = /^(\d+)-(\d+)$/.exec(hour);
  return range ? say("from {0}:00 to {1}:59", two(range[1]!), two(range[2]!)) : say("in hour {0}", list(hour));
}

/** Day and weekday: where both are given, either is enough. */
function dates(day: string, weekday: string): string[] {
  const days = say("on day {0} of the month", list(day));
  if (isAny(day)) return isAny(weekday) ? [] : [weekdaysOf(weekday)];
  return isAny(weekday) ? [days] : [`${days} ${say("or {0}", weekdaysOf(weekday))}`];
}

function weekdaysOf(weekday: string): string {
  const names = weekdayNames();
  const range = /^(\w+)-(\w+)$/.exec(weekday);
  if (range) return say("from {0} to {1}", nameOf(range[1]!, names), nameOf(range[2]!, names));
  return say("on {0}", list(weekday, names));
}

function isAny(field: string): boolean {
  return field === "*" || field === "?" || field === "*/1";
}

function list(field: string, names?: readonly string[]): string {
  return joined(
    field.split(",").map((part) =>
      part
        .split("-")
        .map((one) => (names ? nameOf(one, names) : one))
        .join("–"),
    ),
  );
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : say("{0} and {1}", words.slice(0, -1).join(", "), words.at(-1)!);
}

/** The name of a number or of a three-letter short form. */
function nameOf(word: string, names: readonly string[]): string {
  if (/^\d+$/.test(word)) return names[Number(word)] ?? word;
  const at = english.findIndex((short) => short === word.slice(0, 3).toLowerCase());
  if (at < 0) return word;
  return names[at < 7 ? at : at - 6] ?? word;
}

const english = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function weekdayNames(): string[] {
  return [say("Sunday"), say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday")];
}

/** From January at 1, as schedules count. */
function monthNames(): string[] {
  const months = [
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
  ];
  return ["", ...months];
}

function two(text: string): string {
  return text.padStart(2, "0");
}
