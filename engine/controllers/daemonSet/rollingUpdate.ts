import type { StoredPod } from "../../core/pods.ts";
import { because, type Why } from "../../core/why.ts";
import type { Changes } from "./changes.ts";
import { boundsOf, type Daemon, desiredOf, fields, isAvailableIn, type Pass, type Site } from "./shape.ts";

/** The old and the new pod of a node; nothing if it has more pods, which `manage` corrects first. */
interface Pair {
  readonly fresh: Daemon | undefined;
  readonly old: Daemon | undefined;
}

/** One sync of a rolling update: old pods are deleted first, or, with surge, new pods are created first. */
export function rollingUpdate(pass: Pass): Changes {
  const sites = pass.sites.filter(({ eligibility, pods }) => eligibility?.is === "wanted" || pods.length > 0);
  const desired = desiredOf(sites);
  const { surge, unavailable } = boundsOf(pass.set, desired);
  return surge === 0 ? makeWay(pass, sites, unavailable) : comeFirst(pass, sites, surge, desired);
}

function pairOf({ fresh, old }: Site): Pair | undefined {
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] };
}

/** Deletes old pods: all that are not available, and others as `maxUnavailable` allows. */
function makeWay(pass: Pass, sites: readonly Site[], maxUnavailable: number): Changes {
  const lost: StoredPod[] = [];
  const candidates: StoredPod[] = [];
  let unavailable = 0;
  for (const site of sites) {
    const pair = pairOf(site);
    const only = pair && (pair.fresh && pair.old ? undefined : (pair.fresh ?? pair.old));
    if (!only || !isAvailableIn(pass, only)) unavailable++;
    if (!pair?.old || only !== pair.old) continue;
    if (!isAvailableIn(pass, pair.old)) lost.push(pair.old.pod);
    else if (unavailable < maxUnavailable) candidates.push(pair.old.pod);
  }
  const spared = Math.max(0, maxUnavailable - unavailable);
  const numbers = { maxUnavailable, unavailable, allowed: spared };
  const why = (rule: "unavailable-old-goes" | "unavailable-allows"): Why => because(rule, numbers, fields(pass.set, "template", "unavailable"));
  return {
    create: [],
    delete: [
      ...lost.map((pod) => ({ pod, why: why("unavailable-old-goes") })),
      ...candidates.slice(0, spared).map((pod) => ({ pod, why: why("unavailable-allows") })),
    ],
  };
}

/** Creates new pods beside old ones: wherever the old pod is not available, and elsewhere as `maxSurge` allows. Deletes old pods whose new pod is available. */
function comeFirst(pass: Pass, sites: readonly Site[], maxSurge: number, desired: number): Changes {
  const done: StoredPod[] = [];
  const misplaced: StoredPod[] = [];
  const lost: string[] = [];
  const candidates: string[] = [];
  let [surging, available] = [0, 0];
  for (const site of sites) {
    const pair = pairOf(site);
    if (!pair) {
      surging++;
      continue;
    }
    const { fresh, old } = pair;
    const first = old ?? fresh;
    if (first && isAvailableIn(pass, first)) available++;
    if (!old || !site.eligibility) continue;
    if (fresh) {
      if (isAvailableIn(pass, fresh)) done.push(old.pod);
      else surging++;
    } else if (site.eligibility.is === "wanted") {
      if (!isAvailableIn(pass, old)) lost.push(site.name);
      else if (surging < maxSurge) candidates.push(site.name);
    } else (isAvailableIn(pass, old) ? misplaced : done).push(old.pod);
  }
  const allowed = Math.max(0, maxSurge - surging);
  const numbers = { maxSurge, surging, desired, available, allowed };
  const why = (rule: "unavailable-old-is-replaced" | "surge-allows-node" | "new-replaces-old" | "available-elsewhere"): Why =>
    because(rule, numbers, fields(pass.set, "template", "surge"));
  return {
    create: [
      ...lost.map((node) => ({ node, why: why("unavailable-old-is-replaced") })),
      ...candidates.slice(0, allowed).map((node) => ({ node, why: why("surge-allows-node") })),
    ],
    delete: [
      ...done.map((pod) => ({ pod, why: why("new-replaces-old") })),
      ...misplaced.slice(0, Math.max(0, available - desired)).map((pod) => ({ pod, why: why("available-elsewhere") })),
    ],
  };
}
