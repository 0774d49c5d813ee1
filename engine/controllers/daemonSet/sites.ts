import { differences } from "../../core/differences.ts";
import { natural } from "../../core/natural.ts";
import { byCreation } from "../../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { perOwner } from "../perOwner.ts";
import { placement, type StoredDaemonSet, type StoredNode, targetOf } from "./placement.ts";
import { type Daemon, generationOf, isUpdated, type Site, type Template } from "./shape.ts";

type NodeEligibility = Pick<Site, "name" | "eligibility">;

/**
 * All nodes with the daemon pods on each. It is kept between syncs and updated by changes: otherwise a DaemonSet that updates
 * a thousand nodes one by one would visit a million nodes.
 */
class Sites {
  private pods: readonly StoredPod[] = [];
  private nodes: readonly StoredNode[] = [];
  private spec: object | undefined;
  private version = "";
  private eligibilities: readonly NodeEligibility[] = [];
  private readonly indexes = new Map<string, number>();
  private sites: Site[] = [];

  /** The pods that are known to be the DaemonSet's, as long as its selector stays the same. */
  known({ spec }: StoredDaemonSet): readonly StoredPod[] {
    return this.spec === spec ? this.pods : [];
  }

  /** The sites by the names of their nodes. */
  update(template: Template, pods: readonly StoredPod[], nodes: readonly StoredNode[]): readonly Site[] {
    const { set, hash } = template;
    const version = `${hash} ${generationOf(set) ?? ""}`;
    const isSame = this.spec === set.spec && this.nodes === nodes && this.version === version;
    const changed = isSame ? this.changed(pods) : undefined;
    if (!isSame) this.eligibilities = eligibilitiesOf(set, nodes);
    [this.pods, this.nodes, this.spec, this.version] = [pods, nodes, set.spec, version];
    if (changed) for (const [index, there] of changed) this.sites[index] = siteOf(template, this.eligibilities[index]!, there);
    else this.rebuild(template);
    return this.sites;
  }

  /** The changed pods by site. Nothing if everything must be rebuilt, because a removed node's site is among them. */
  private changed(pods: readonly StoredPod[]): ReadonlyMap<number, readonly StoredPod[]> | undefined {
    if (this.sites.length > this.eligibilities.length) return undefined;
    const changed = new Map<number, readonly StoredPod[]>();
    for (const { was, is } of differences(this.pods, pods)) {
      for (const pod of [was, is]) {
        const name = pod && siteNameOf(pod);
        if (name === undefined) continue;
        const index = this.indexes.get(name);
        if (index === undefined) return undefined;
        const there = changed.get(index) ?? this.sites[index]!.pods;
        changed.set(index, pod === was ? there.filter((other) => other !== pod) : [...there, pod!].sort(byCreation));
      }
    }
    return changed;
  }

  private rebuild(template: Template): void {
    const byNode = new Map<string, StoredPod[]>();
    for (const pod of this.pods) {
      const name = siteNameOf(pod);
      if (name === undefined) continue;
      const others = byNode.get(name);
      if (others) others.push(pod);
      else byNode.set(name, [pod]);
    }
    this.indexes.clear();
    this.sites = this.eligibilities.map((eligibility, index) => {
      const pods = byNode.get(eligibility.name) ?? noPods;
      byNode.delete(eligibility.name);
      this.indexes.set(eligibility.name, index);
      return siteOf(template, eligibility, pods);
    });
    if (byNode.size === 0) return;
    for (const [name, pods] of byNode) this.sites.push(siteOf(template, { name, eligibility: undefined }, pods));
    this.sites.sort((a, b) => natural(a.name, b.name));
  }
}

const noPods: readonly StoredPod[] = [];

/** The placement of every node, by name. */
function eligibilitiesOf(set: StoredDaemonSet, nodes: readonly StoredNode[]): NodeEligibility[] {
  const eligibility = placement(set);
  return nodes.map((node) => ({ name: node.metadata.name, eligibility: eligibility(node) })).sort((a, b) => natural(a.name, b.name));
}

/** The node of a pod; nothing for a finished pod that is terminating, which no longer counts. */
function siteNameOf(pod: StoredPod): string | undefined {
  return isFinished(pod) && isTerminating(pod) ? undefined : targetOf(pod);
}

function siteOf(template: Template, { name, eligibility }: NodeEligibility, pods: readonly StoredPod[]): Site {
  const daemons = pods.map((pod): Daemon => ({ pod, isReady: isReady(pod), isUpdated: isUpdated(template, pod) }));
  const staying = daemons.filter(({ pod }) => !isTerminating(pod));
  return {
    name,
    eligibility,
    pods,
    first: daemons.toSorted((a, b) => scheduledFirst(a.pod, b.pod))[0],
    fresh: staying.filter((daemon) => daemon.isUpdated),
    old: staying.filter((daemon) => !daemon.isUpdated),
    isInOrder: pods.length === 1 && eligibility !== undefined && eligibility.is !== "refused" && staying.length === 1 && !isFinished(pods[0]!),
  };
}

/** Pods with a node come first, then older pods. */
export function scheduledFirst(a: StoredPod, b: StoredPod): number {
  return Number(!a.spec.nodeName) - Number(!b.spec.nodeName) || byCreation(a, b);
}

/** The sites of a DaemonSet, kept from one sync to the next. */
export const sitesOf = perOwner(() => new Sites());
