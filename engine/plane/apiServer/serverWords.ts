import { textOf } from "../../../api/object.ts";
import { type Cause, type CauseType, fieldOf } from "../../../api/cause.ts";
import type { CauseCode } from "../../../api/code.ts";
import { inEnglish } from "../../../api/words/english.ts";
import { scheduleWords } from "../../core/scheduleWords.ts";
import type { StoredObject } from "../../core/objects.ts";
import { causeWords } from "./causeWords.ts";
import { nameWords } from "./nameWords.ts";
import { schemaWords } from "./schemaWords.ts";

/**
 * A cause as the real API server prints it and `kubectl` shows it: the bad value, then the server's own message.
 * Only refusals that occur in scripts are here; the others begin the same way and continue with our own sentence.
 */
export function serverWords(cause: Cause, object: StoredObject): readonly string[] {
  const value =
    cause.blames === "key"
      ? cause.path.step
      : (valueAt(object, cause.path.steps()) ?? (positive.has(String(cause.path.step)) ? 0 : maps.has(String(cause.path.step)) ? null : ""));
  const bySchema = schemaWords(cause, value);
  if (bySchema !== undefined) return [bySchema];
  const says = sentences[`${cause.code} ${cause.type}`] ?? sentences[cause.code] ?? sentences[cause.type];
  const names = cause.type === "FieldValueInvalid" ? nameWords(cause, value) : [];
  if (names.length > 0) return names.map((said) => `${fieldOf(cause)}: ${beginning(cause, value)}: ${said}`);
  const said = causeWords[cause.message.code] ?? (typeof says === "function" ? says({ cause, value, object }) : says) ?? inEnglish(cause.message);
  return [`${fieldOf(cause)}: ${[beginning(cause, value), said].filter((part) => part !== "").join(": ")}`];
}

interface Refusal {
  readonly cause: Cause;
  readonly value: unknown;
  readonly object: StoredObject;
}

/** The key of a message: our code and the type of the cause, or one of them. */
type Found = CauseCode | CauseType | `${CauseCode} ${CauseType}`;

/** The server's messages by our code and the type of the cause, by code alone, or by type alone. Without an entry our own sentence is printed. */
const sentences: { readonly [Rule in Found]?: string | ((refusal: Refusal) => string | undefined) } = {
  "access-modes": "may not use ReadWriteOncePod with other access modes",
  "cluster-ip-changed": "may not change once set",
  "cron-schedule": ({ value }) => scheduleWords(textOf(value)),
  "external-name FieldValueForbidden": "may not be set for ExternalName services",
  "headless-type": ({ object }) => `may not be set to 'None' for ${(object as { spec?: { type?: string } }).spec?.type} services`,
  "immutable-data": "field is immutable when `immutable` is set",
  "immutable-field FieldValueForbidden": ({ object }) => unchangeable[object.kind],
  "immutable-field FieldValueInvalid": ({ cause: { path }, object }) => {
    const isIndexed = object.kind === "Job" && (object as { spec?: { completionMode?: string } }).spec?.completionMode === "Indexed";
    return isIndexed && path.step === "completions" ? "can only be modified in tandem with spec.parallelism" : "field is immutable";
  },
  "immutable-pod": ({ cause, object }) => (fieldOf(cause) === "spec" ? unchangeable[object.kind] : "pod updates may not add or remove containers"),
  "immutable-stateful-set": ({ object }) => unchangeable[object.kind],
  "invalid-value": ({ cause, value }) => rangeWords(cause, value),
  "job-restart-policy FieldValueRequired": 'valid values: "OnFailure", "Never"',
  "load-balancer-only": "may only be used when `type` is 'LoadBalancer'",
  "local-volume-node": "Local volume requires node affinity",
  "metric-source FieldValueRequired": "must populate information for the given metric source",
  "metric-target FieldValueInvalid": "must be either Utilization, Value, or AverageValue",
  "min-over-max": ({ object }) => (object.kind === "HorizontalPodAutoscaler" ? "must be greater than or equal to `minReplicas`" : undefined),
  "needs-indexed-job": "requires indexed completion mode",
  "node-port FieldValueForbidden": "may not be used when `type` is 'ClusterIP'",
  "node-port FieldValueInvalid": "provided port is already allocated",
  "one-budget": "minAvailable and maxUnavailable cannot be both set",
  "one-volume-source FieldValueForbidden": "may not specify more than 1 volume type",
  "one-volume-source FieldValueRequired": "must specify a volume type",
  "quota-scope": ({ value }) => (typeof value === "string" ? "unsupported scope" : "unsupported scope applied to resource"),
  "request-over-limit": ({ cause: { path, related }, object }) =>
    `must be less than or equal to ${path.step} limit of ${related ? textOf(valueAt(object, related.path.steps())) : "0"}`,
  "required-value": ({ cause: { path }, object }) =>
    object.kind === "PersistentVolumeClaim" && path.step === "accessModes" ? "at least 1 access mode is required" : "",
  "rollout-stuck": ({ object }) => (object.kind === "DaemonSet" ? "cannot be 0 when maxSurge is 0" : "may not be 0 when `maxSurge` is 0"),
  "scale-target": ({ value }) =>
    /\/.*\//.test(textOf(value)) ? `unexpected GroupVersion string: ${textOf(value)}` : "apiVersion must specify API group",
  "scale-to-zero": "must specify at least one Object or External metric to support scaling to zero replicas",
  "selector-empty": ({ object }) => `empty selector is invalid for ${object.kind.toLowerCase()}`,
  "selector-faulty": ({ object }) => (object.kind === "StatefulSet" ? "" : "invalid label selector"),
  "selector-matches-template": "`selector` does not match template `labels`",
  "selector-operator": "not a valid selector operator",
  "several-volume-sources": "may not specify more than 1 volume type",
  "storage-request FieldValueForbidden": "field can not be less than status.capacity",
  "storage-request FieldValueInvalid": "must be greater than zero",
  "surge-and-unavailable": "may not be set when maxUnavailable is non-zero",
  "time-zone": ({ value }) => (value === "" ? "timeZone must be nil or non-empty string" : `unknown time zone ${textOf(value)}`),
  FieldValueDuplicate: "",
  FieldValueNotFound: "",
  FieldValueRequired: "",
  FieldValueNotSupported: ({ cause: { allowed } }) =>
    allowed &&
    `supported values: ${allowed
      .toSorted()
      .map((one) => JSON.stringify(one))
      .join(", ")}`,
};

/** The server's messages that list which fields of a spec an update may change. */
const unchangeable: Readonly<Record<string, string>> = {
  PersistentVolume: "spec.persistentvolumesource is immutable after creation",
  PersistentVolumeClaim: "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims",
  Pod: "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
  PriorityClass: "may not be changed in an update.",
  StatefulSet:
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  StorageClass: "updates to parameters are forbidden.",
};

/** The server's message for a number or a percentage that is out of range. */
function rangeWords({ path }: Cause, value: unknown): string | undefined {
  const last = String(path.step);
  if (last === "controller.kubernetes.io/pod-deletion-cost") return "must be a 32bit integer";
  if (typeof value === "string" && countsOrPercents.has(last)) return /^\d+%$/.test(value) ? "must not be greater than 100%" : percentWords;
  if (last === "storage" && textOf(value) === "0") return "must be greater than zero";
  if (typeof value !== "number") return undefined;
  if (/[pP]ort$/.test(last) && (value < 1 || value > 65_535)) return "must be between 1 and 65535, inclusive";
  if (last === "stabilizationWindowSeconds" && value > 3600) return "must be less than or equal to 3600";
  if (positive.has(last) && value < 1) return last === "minReplicas" ? "must be greater than or equal to 1" : "must be greater than zero";
  if (last === "averageUtilization" || last === "maxReplicas") return value < 1 ? "must be greater than 0" : undefined;
  return value < 0 ? "must be greater than or equal to 0" : undefined;
}

const countsOrPercents = new Set(["maxSurge", "maxUnavailable", "minAvailable"]);
const percentWords =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
const positive = new Set(["minReplicas", "periodSeconds", "port", "value", "maxSkew", "weight", "maxReplicas"]);

/** Fields that are null in Go if they are absent. */
const maps = new Set(["labels", "annotations", "selector", "spec"]);

function beginning({ type }: Cause, value: unknown): string {
  switch (type) {
    case "FieldValueRequired":
      return "Required value";
    case "FieldValueForbidden":
      return "Forbidden";
    case "FieldValueDuplicate":
      return `Duplicate value: ${printed(named(value))}`;
    case "FieldValueTooLong":
      return "Too long";
    case "FieldValueNotFound":
      return `Not found: ${printed(named(value))}`;
    case "FieldValueNotSupported":
      return `Unsupported value: ${printed(value)}`;
    default:
      return `Invalid value: ${printed(value)}`;
  }
}

/** A list item is printed by its name. */
function named(value: unknown): unknown {
  const { name, resourceName } = (typeof value === "object" && value !== null ? value : {}) as {
    readonly name?: unknown;
    readonly resourceName?: unknown;
  };
  return name ?? resourceName ?? value;
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
