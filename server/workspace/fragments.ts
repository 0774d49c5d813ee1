import { isObject, textOf } from "../../api/object.ts";
import { templatePath } from "./podOf.ts";
import { valueAt } from "../text/values.ts";

/** A workload of a file: its kind and name in one, and whether it is all there, or only a part as Kustomize patches one. */
export interface Workload {
  readonly ref: string;
  readonly is: "whole" | "part" | "neither";
}

/** The workload that a plain value describes. What lacks something, but too little to be a part, is neither: it is a mistake. */
export function workloadOf(value: unknown): Workload | undefined {
  const kind = textOf(valueAt(value, ["kind"]));
  const name = textOf(valueAt(value, ["metadata", "name"]));
  const path = templatePath(kind);
  if (path === undefined || name === "") return undefined;
  const containers = containersAt(value, path);
  const withImage = containers.filter(({ image }) => image !== undefined);
  const isSelecting = selecting.includes(kind);
  const lacksSelector = isSelecting && valueAt(value, ["spec", "selector"]) === undefined;
  const isPatched = isSelecting ? lacksSelector : patchedJobs.includes(kind) && containers.length > 0;
  const lacksLabels = isSelecting && valueAt(value, [...path, "metadata", "labels"]) === undefined;
  const isWhole = !lacksSelector && containers.length > 0 && withImage.length === containers.length;
  const isPart = isPatched && (withImage.length === 0 || lacksLabels);
  return { ref: `${kind}/${name}`, is: isWhole ? "whole" : isPart ? "part" : "neither" };
}

/** The kinds that are refused without a selector. */
const selecting = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"];

const patchedJobs = ["Job", "CronJob"];

function containersAt(value: unknown, path: readonly string[]): Readonly<Record<string, unknown>>[] {
  const list = valueAt(value, [...path, "spec", "containers"]);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The files that hold nothing but parts of workloads, of which each is whole in another file. */
export class Fragments {
  /** The parts of each file that has nothing else. */
  private readonly parts = new Map<string, readonly string[]>();
  private readonly wholes = new Map<string, readonly string[]>();
  /** In how many files a workload is whole. */
  private readonly counts = new Map<string, number>();

  /** Takes the workloads of a file, one for each of its documents. Returns whether other files may be fragments since. */
  put(uri: string, workloads: readonly (Workload | undefined)[]): boolean {
    const wholes = workloads.flatMap((one) => (one?.is === "whole" ? [one.ref] : []));
    const parts = workloads.flatMap((one) => (one?.is === "part" ? [one.ref] : []));
    const now = { wholes, parts: parts.length === workloads.length ? parts : [] };
    const before = { wholes: this.wholes.get(uri) ?? [], parts: this.parts.get(uri) ?? [] };
    if (isEqual(now.wholes, before.wholes) && isEqual(now.parts, before.parts)) return false;
    for (const ref of before.wholes) this.counts.set(ref, (this.counts.get(ref) ?? 0) - 1);
    for (const ref of now.wholes) this.counts.set(ref, (this.counts.get(ref) ?? 0) + 1);
    keep(this.wholes, uri, now.wholes);
    keep(this.parts, uri, now.parts);
    return this.parts.size > 0 || before.parts.length > 0;
  }

  /** The files that are fragments now. */
  get all(): readonly string[] {
    return [...this.parts].flatMap(([uri, refs]) => (refs.every((ref) => (this.counts.get(ref) ?? 0) > 0) ? [uri] : []));
  }
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((ref, i) => ref === other[i]);
}

function keep(map: Map<string, readonly string[]>, uri: string, refs: readonly string[]): void {
  if (refs.length > 0) map.set(uri, refs);
  else map.delete(uri);
}
