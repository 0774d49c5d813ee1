import type { LabelSelector } from "../../schemas/generated/types.ts";

/** The name of the object that creates pods. */
interface Maker {
  readonly kind: string;
  readonly name: string;
}

/** The labels that controllers add to their pods, and whether the pods of an object have a value. */
const made: Readonly<Record<string, (value: string, maker: Maker) => boolean>> = {
  "statefulset.kubernetes.io/pod-name": (value, { kind, name }) => kind === "StatefulSet" && /^-\d+$/.test(after(name, value)),
  "apps.kubernetes.io/pod-index": (_, { kind }) => kind === "StatefulSet",
  "controller-revision-hash": (_, { kind }) => kind === "StatefulSet" || kind === "DaemonSet",
  "pod-template-hash": (_, { kind }) => kind === "Deployment" || kind === "ReplicaSet",
  "batch.kubernetes.io/job-name": isOfJob,
  "job-name": isOfJob,
  "batch.kubernetes.io/job-completion-index": (_, { kind }) => kind === "Job" || kind === "CronJob",
};

function isOfJob(value: string, { kind, name }: Maker): boolean {
  return (kind === "Job" && value === name) || (kind === "CronJob" && /^-\d+$/.test(after(name, value)));
}

function after(start: string, text: string): string {
  return text.startsWith(start) ? text.slice(start.length) : "";
}

/** A label of a selector: its key and its value. */
type Pair = readonly [key: string, value: string];

/** A selector without the labels that controllers add, and those labels. */
export function splitSelector(selector: LabelSelector): { readonly written: LabelSelector; readonly made: readonly Pair[] } {
  const pairs = Object.entries(selector.matchLabels ?? {});
  const ofControllers = pairs.filter(([key]) => Object.hasOwn(made, key));
  if (ofControllers.length === 0) return { written: selector, made: [] };
  return { written: { ...selector, matchLabels: Object.fromEntries(pairs.filter(([key]) => !Object.hasOwn(made, key))) }, made: ofControllers };
}

/** Whether an object's controller adds a label to its pods. */
export function isMadeBy([key, value]: Pair, maker: Maker): boolean {
  return made[key]?.(value, maker) ?? false;
}
