/** What clocks on the wall show. `weekday` counts from Sunday, 0. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

/** A time zone. Moments are milliseconds since the Unix epoch. */
export interface Zone {
  readonly wall: (moment: number) => Wall;
  /** When clocks show this. Days and months may go beyond their end; what is shown twice, or never, means what it means to Go's `time.Date`. */
  readonly moment: (wall: Omit<Wall, "weekday">) => number;
}

const week = 7 * 86_400_000;

/** Zones that were asked for before: there are some hundred names, and `Intl` takes its time with each. */
const known = new Map<string, Zone>();

/** The zone of a name such as `Asia/Seoul`, or nothing if there is none; names are case-sensitive, as on the server. */
export function zoneOf(name: string): Zone | undefined {
  const zone = known.get(name) ?? makeZone(name);
  if (zone) known.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone | undefined {
  const own = name.replace(/^(?:posix|right)\//, "");
  if (!isSpelledRight(own)) return undefined;
  const format = formatOf(own === "Factory" ? "UTC" : own);
  if (format === undefined) return undefined;
  const canonical = format.resolvedOptions().timeZone;
  if (canonical !== own && canonical.toLowerCase() === own.toLowerCase()) return undefined;
  const offset = canonical === "UTC" ? () => 0 : weekly((moment) => offsetAt(format, moment));
  return { wall: (moment) => wallOf(moment + offset(moment)), moment: (wall) => momentOf(wall, offset) };
}

/** Old names are only known to `Intl` by their letters, whatever their case, and it knows some that the time zone database has not. */
const shouted = /^(?:Australia\/(?:ACT|NSW|LHI)|Etc\/(?:UTC|UCT|GMT(?:0|[+-]\d+)?|Zulu|Universal|Greenwich))$/;
const onlyHere = /^(?:Local|SystemV\/.*|US\/Pacific-New|Us\/.*)$/;

function isSpelledRight(name: string): boolean {
  if (onlyHere.test(name)) return false;
  const [region = "", ...parts] = name.split("/");
  return /^[A-Z]/.test(region) && (shouted.test(name) || (region !== "Etc" && parts.every((part) => /^[A-Z][a-z]/.test(part))));
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", era: "short" },
      hourCycle: "h23",
    });
  } catch {
    return undefined;
  }
}

/** How far a zone is ahead of UTC at a moment. */
function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(moment)) parts[type] = value;
  const year = parts["era"]!.startsWith("B") ? 1 - Number(parts["year"]) : Number(parts["year"]);
  const wall = {
    year,
    month: Number(parts["month"]),
    day: Number(parts["day"]),
    hour: Number(parts["hour"]),
    minute: Number(parts["minute"]),
    second: Number(parts["second"]),
  };
  return utc(wall) - Math.floor(moment / 1000) * 1000;
}

/** Remembers the offset of one week, since asking for it is slow and most weeks have one only; none has ever had two changes that undo each other. */
function weekly(offset: (moment: number) => number): (moment: number) => number {
  let held: { readonly start: number; readonly offset: number } | undefined;
  return (moment) => {
    const start = Math.floor(moment / week) * week;
    if (held?.start === start) return held.offset;
    const at = offset(start);
    if (at !== offset(start + week)) return offset(moment);
    held = { start, offset: at };
    return at;
  };
}

function wallOf(local: number): Wall {
  const date = new Date(local);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

function momentOf(wall: Omit<Wall, "weekday">, offset: (moment: number) => number): number {
  const local = utc(wall);
  const guess = offset(local);
  return guess === 0 ? local : local - offset(local - guess);
}

function utc({ year, month, day, hour, minute, second }: Omit<Wall, "weekday">): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

/** A moment as clocks of a zone show it, with how far they are ahead of UTC: `2026-01-31T21:00:00+09:00`, or `Z` where they are not. */
export function formatInZone(moment: number, zone: Zone): string {
  const local = utc(zone.wall(moment));
  const ahead = Math.round((local - moment) / 60_000);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((part) => String(part).padStart(2, "0"));
  return `${new Date(local).toISOString().slice(0, 19)}${ahead === 0 ? "Z" : `${ahead < 0 ? "-" : "+"}${hours}:${minutes}`}`;
}
