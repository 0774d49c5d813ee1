import { descriptors } from "../../api/cron.ts";
import { type ServerPart, type ServerSentence, say } from "../words/say.ts";
import { allOf, strung } from "../../api/words/sentence.ts";

/** A valid schedule as a sentence: `At 09:30 from Monday to Friday.` */
export function cronInWords(schedule: string): ServerSentence {
  const text = schedule.replace(/^(?:CRON_)?TZ=\S+\s+/, "").trim();
  if (text.startsWith("@every ")) return say("every-delay", { delay: text.slice("@every ".length) });
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] = (descriptors[text] ?? text).split(/\s+/);
  const [time, date] = [timeOfDay(minute, hour), dateOf(day, weekday, month)];
  return say("schedule-in-words", { when: date === undefined ? time : say("time-on-date", { time, date }) });
}

function timeOfDay(minute: string, hour: string): ServerSentence {
  if (/^\d+$/.test(minute) && /^\d+(,\d+)*$/.test(hour))
    return say("at-time", { times: allOf(hour.split(",").map((one) => `${two(one)}:${two(minute)}`)) });
  const minutes = minutesOf(minute);
  return isAny(hour) ? minutes : say("minutes-of-hours", { minutes, hours: hoursOf(hour) });
}

function minutesOf(minute: string): ServerSentence {
  if (isAny(minute)) return say("every-minute");
  const step = /^(?:\*|0)\/(\d+)$/.exec(minute)?.[1];
  if (step !== undefined) return Number(step) === 1 ? say("every-minute") : say("every-minutes", { step });
  return minute === "0" ? say("on-the-hour") : say("at-minute", { minutes: list(minute) });
}

function hoursOf(hour: string): ServerSentence {
  const step = /^(?:\*|0)\/(\d+)$/.exec(hour)?.[1];
  if (step !== undefined) return Number(step) === 1 ? say("of-every-hour") : say("of-every-hours", { step });
  const range = /^(\d+)-(\d+)$/.exec(hour);
  return range ? say("from-hour-to-hour", { from: two(range[1]!), to: two(range[2]!) }) : say("in-hour", { hours: list(hour) });
}

/** Day and weekday: if both are given, one of them is enough. */
function dateOf(day: string, weekday: string, month: string): ServerPart | undefined {
  const months = isAny(month) ? undefined : list(month, monthNames);
  const days = months === undefined ? say("on-day", { days: list(day) }) : say("on-day-of-month", { days: list(day), months });
  if (!isAny(day)) return isAny(weekday) ? days : strung([days, say("or-on", { days: weekdaysOf(weekday) })]);
  const weekdays = isAny(weekday) ? undefined : weekdaysOf(weekday);
  if (months === undefined) return weekdays;
  return weekdays === undefined ? say("in-month", { months }) : say("weekdays-in-month", { weekdays, months });
}

function weekdaysOf(weekday: string): ServerSentence {
  const range = /^(\w+)-(\w+)$/.exec(weekday);
  if (range) return say("from-to", { from: nameOf(range[1]!, weekdayNames), to: nameOf(range[2]!, weekdayNames) });
  return say("on-weekday", { days: list(weekday, weekdayNames) });
}

function isAny(field: string): boolean {
  return field === "*" || field === "?" || field === "*/1";
}

function list(field: string, names?: readonly ServerPart[]): ServerPart {
  return allOf(
    field.split(",").map((part) =>
      strung(
        part.split("-").map((one) => (names ? nameOf(one, names) : one)),
        "–",
      ),
    ),
  );
}

/** The name of a number or of a three-letter short form. */
function nameOf(word: string, names: readonly ServerPart[]): ServerPart {
  if (/^\d+$/.test(word)) return names[Number(word)] ?? word;
  const at = english.findIndex((short) => short === word.slice(0, 3).toLowerCase());
  if (at < 0) return word;
  return names[at < 7 ? at : at - 6] ?? word;
}

const english = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const weekdayNames = (["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const).map((day) => say(day));

/** Months from January = 1, as in schedules. */
const monthNames: readonly ServerPart[] = [
  "",
  ...(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"] as const).map(
    (month) => say(month),
  ),
];

function two(text: string): string {
  return text.padStart(2, "0");
}
