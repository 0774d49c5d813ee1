import { listed } from "../../../api/words/sentence.ts";
import { refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { say } from "../../words/rehearsal/say.ts";
import type { Candidate, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** Sets one field. */
export function setTo(spot: Spot, to: string | number | boolean): Candidate {
  return { label: say("fix-value", { field: String(spot.path.at(-1)), value: String(to) }), changes: [{ ...spot, to }] };
}

/** Removes one field. */
export function without(spot: Spot): Candidate {
  return { label: say("fix-remove", { field: String(spot.path.at(-1)) }), changes: [spot] };
}

/** Restores a field, if the change touched it. */
export function undone(spot: Spot, rehearsed: Rehearsed): Candidate[] {
  if (!rehearsed.isEdited(spot)) return [];
  const former = rehearsed.formerly(spot);
  if (former === undefined) return rehearsed.written(spot) === undefined || spot.path.length < 2 ? [] : [without(spot)];
  return [{ label: say("fix-former", { field: String(spot.path.at(-1)) }), changes: [{ ...spot, to: former }] }];
}

/** Makes a Deployment stop an old pod before it starts a new one. */
export function inPlace(deployment: StoredObject): Candidate {
  return rolling(deployment, 0, 1);
}

/** Makes a Deployment start a new pod before it stops an old one. */
export function oneMore(deployment: StoredObject): Candidate {
  return rolling(deployment, 1, 0);
}

function rolling(deployment: StoredObject, maxSurge: number, maxUnavailable: number): Candidate {
  return {
    label: say("fix-strategy", { maxSurge, maxUnavailable }),
    changes: [{ object: refOf(deployment), path: ["spec", "strategy"], to: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } } }],
  };
}

/** Stops all old pods before the new ones start. */
export function recreating(deployment: StoredObject): Candidate {
  return { label: say("fix-recreate"), changes: [{ object: refOf(deployment), path: ["spec", "strategy"], to: { type: "Recreate" } }] };
}

/** Sets the number of pods. */
export function withReplicas(workload: StoredObject, replicas: number): Candidate {
  return setTo({ object: refOf(workload), path: ["spec", "replicas"] }, replicas);
}

/** Several changes at once. */
export function together(...all: readonly Candidate[]): Candidate {
  return {
    label: all.length === 1 ? all[0]!.label : say("fix-several", { fixes: listed(all.map(({ label }) => label)) }),
    changes: all.flatMap(({ changes }) => changes),
  };
}
