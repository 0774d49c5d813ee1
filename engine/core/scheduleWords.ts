/** The largest number that each field of a cron schedule may have. */
const lastOfField = [59, 23, 31, 12, 6] as const;

/** The error of the API server's cron library for a schedule that it cannot parse. */
export function scheduleWords(schedule: string): string {
  if (/TZ=/.test(schedule)) return "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
  if (schedule.startsWith("@")) return `unrecognized descriptor: ${schedule}`;
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== lastOfField.length) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  for (const [i, field] of fields.entries()) {
    for (const part of field.split(",")) {
      const [range = "", step] = part.split("/");
      const [low = "", high = low] = range.split("-");
      if (range !== "*" && range !== "?" && !/^\d+$/.test(low))
        return `failed to parse int from ${low}: strconv.Atoi: parsing ${JSON.stringify(low)}: invalid syntax`;
      if (Number(high) > lastOfField[i]!) return `end of range (${Number(high)}) above maximum (${lastOfField[i]}): ${part}`;
      if (Number(low) > Number(high)) return `beginning of range (${Number(low)}) beyond end of range (${Number(high)}): ${part}`;
      if (step === "0") return `step of range should be a positive number: ${part}`;
    }
  }
  return "cannot be read";
}
