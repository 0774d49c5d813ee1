import { textOf } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { type ServerSentence, say } from "../words/say.ts";
import type { Remark, Rule } from "./rule.ts";

/** A schedule that the API server takes and that hardly anyone means: every minute of one hour, or steps longer than what they go through. */
export const unlikelySchedule: Rule = {
  code: "unlikely-schedule",
  severity: "warning",
  looksAt: "document",
  kinds: ["CronJob"],
  *check({ value }) {
    const path = ["spec", "schedule"];
    const found = doubtOf(textOf(valueAt(value, path)));
    if (found) yield { path, ...found };
  },
};

function doubtOf(schedule: string): Pick<Remark, "message" | "instead"> | undefined {
  const [minute = "", hour = "", ...days] = schedule.trim().split(/\s+/);
  if (days.length !== 3) return undefined;
  if (minute === "*" && /^\d+$/.test(hour)) {
    const instead = ["0", hour, ...days].join(" ");
    return { message: say("every-minute-of-hour", { instead, hour }), instead };
  }
  const doubt = longStep(minute, 60, "step-over-hour") ?? longStep(hour, 24, "step-over-day");
  return doubt && { message: doubt };
}

function longStep(field: string, most: number, code: "step-over-hour" | "step-over-day"): ServerSentence | undefined {
  const step = /^\*\/(\d+)$/.exec(field)?.[1];
  return step !== undefined && Number(step) > most ? say(code, { step }) : undefined;
}
