import { type Cause, fieldOf } from "../../api/cause.ts";
import type { StoredObject } from "../objects.ts";

/**
 * A cause as the real API server prints it in its answer, which `kubectl` shows: the bad value, then what is wrong in the server's own words.
 * Of the refusals that a script runs into; others keep our sentence, behind the same beginning.
 */
export function serverWords(cause: Cause, object: StoredObject): string {
  const value = valueAt(object, cause.path.steps());
  const { said, shown = value } = entries
    .find((entry) => entry.code === cause.code && (entry.when?.(cause, object) ?? true))
    ?.says(value, cause, object) ?? {
    said: cause.message,
  };
  return `${fieldOf(cause)}: ${beginning(cause, shown)}${said}`;
}

interface Entry {
  readonly code: string;
  readonly when?: (cause: Cause, object: StoredObject) => boolean;
  readonly says: (value: unknown, cause: Cause, object: StoredObject) => { readonly said: string; readonly shown?: unknown };
}

const entries: readonly Entry[] = [
  { code: "immutable-field", when: ({ type }) => type === "FieldValueInvalid", says: () => ({ said: "field is immutable" }) },
  {
    code: "immutable-field",
    when: (cause, { kind }) => kind === "PersistentVolumeClaim" && fieldOf(cause) === "spec",
    says: () => ({ said: "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims" }),
  },
  {
    code: "immutable-field",
    when: (_, { kind }) => kind === "StatefulSet",
    says: () => ({
      said: "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    }),
  },
  { code: "rollout-stuck", when: (_, { kind }) => kind === "DaemonSet", says: () => ({ said: "cannot be 0 when maxSurge is 0" }) },
  { code: "rollout-stuck", says: () => ({ said: "may not be 0 when `maxSurge` is 0" }) },
  { code: "surge-and-unavailable", says: () => ({ said: "may not be set when maxUnavailable is non-zero" }) },
  { code: "selector-matches-template", says: () => ({ said: "`selector` does not match template `labels`" }) },
  {
    code: "storage-request",
    when: ({ type }) => type === "FieldValueForbidden",
    says: () => ({ said: "field can not be less than status.capacity" }),
  },
  {
    code: "request-over-limit",
    says: (_, { path, related }, object) => ({
      said: `must be less than or equal to ${path.step} limit of ${related ? String(valueAt(object, related.path.steps())) : "0"}`,
    }),
  },
  { code: "cron-schedule", says: (schedule) => ({ said: scheduleWords(String(schedule)) }) },
  { code: "time-zone", says: (zone) => ({ said: `unknown time zone ${String(zone)}` }) },
  {
    code: "invalid-value",
    when: ({ path }, object) => Number(valueAt(object, path.steps())) < 0,
    says: () => ({ said: "must be greater than or equal to 0" }),
  },
];

function beginning({ type }: Cause, value: unknown): string {
  switch (type) {
    case "FieldValueRequired":
      return "Required value: ";
    case "FieldValueForbidden":
      return "Forbidden: ";
    case "FieldValueDuplicate":
      return `Duplicate value: ${printed(value)}`;
    case "FieldValueNotSupported":
      return `Unsupported value: ${printed(value)}: `;
    default:
      return `Invalid value: ${printed(value)}: `;
  }
}

function printed(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function valueAt(object: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined),
    object,
  );
}

/** The last number that each field of a schedule may have. */
const lastOfField = [59, 23, 31, 12, 6] as const;

/** What the cron library behind the server says of a schedule that it does not read. */
function scheduleWords(schedule: string): string {
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
