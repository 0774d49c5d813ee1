import { memoize } from "../../../api/memoize.ts";
import { keyOf, type Millis, refOf, type StoredObject } from "../../../engine/core/objects.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** When a probe first killed a container of a workload. */
export function killOf(workload: StoredObject, { container, isInit }: ContainerPlace, rehearsed: Rehearsed): Kill | undefined {
  const kill = isInit ? undefined : killsIn(rehearsed).get(killKey(workload, container.name));
  return kill && container[kill.probe] ? kill : undefined;
}

type KillingProbe = "livenessProbe" | "startupProbe";

/** A probe that killed a container. */
export interface Kill {
  readonly probe: KillingProbe;
  readonly at: Millis;
}

const rules: Readonly<Record<string, KillingProbe>> = { "pod-killed-by-probe": "livenessProbe", "pod-killed-by-startup-probe": "startupProbe" };

/** The first time that a probe killed each container, by workload and name. */
const killsIn = memoize((rehearsed: Rehearsed): ReadonlyMap<string, Kill> => {
  const kills = new Map<string, Kill>();
  for (const { why, about, at } of rehearsed.trace.actions) {
    const probe = rules[why.rule];
    const pod = probe && rehearsed.known.get(keyOf(about));
    if (!probe || !pod || !("container" in why.numbers)) continue;
    const key = killKey(rehearsed.rootOf(pod), String(why.numbers.container));
    if (!kills.has(key)) kills.set(key, { probe, at });
  }
  return kills;
});

function killKey(workload: StoredObject, container = ""): string {
  return `${keyOf(refOf(workload))} ${container}`;
}
