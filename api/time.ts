const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** The moment that an RFC 3339 text means, in milliseconds since the Unix epoch, or nothing where the server can't read it. */
export function parseTime(text: string): number | undefined {
  let time = parsed.get(text);
  if (!time) {
    if (parsed.size >= mostCached) parsed.clear();
    parsed.set(text, (time = { millis: readTime(text) }));
  }
  return time.millis;
}

/** Cached, since a simulation parses the same few times often. */
const parsed = new Map<string, { readonly millis: number | undefined }>();
const mostCached = 1000;

function readTime(text: string): number | undefined {
  const parts = rfc3339.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetOf(parts[8]!);
  if (offset === undefined) return undefined;
  const fraction = Math.trunc(Number(`0.${parts[7] ?? "0"}`) * 1000);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, fraction) - offset;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetOf(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 24 || minutes > 60) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A time as the server prints it, in whole seconds: `2026-01-31T12:00:00Z`. */
export function formatTime(millis: number): string {
  const second = Math.floor(millis / 1000);
  let text = formatted.get(second);
  if (text === undefined) {
    if (formatted.size >= mostCached) formatted.clear();
    formatted.set(second, (text = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`));
  }
  return text;
}

/** Cached, since a simulation formats the same few seconds often. */
const formatted = new Map<number, string>();
