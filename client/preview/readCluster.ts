import { type Cause, fieldOf } from "../../api/cause.ts";
import type { Language } from "../../api/words/sentence.ts";
import { readCluster } from "../../engine/rehearsal/cluster.ts";
import { clusterOfObjects, clusterOfPools } from "../../engine/rehearsal/pools.ts";
import type { ClusterChoice, OpenedChoice } from "./state/cluster.ts";
import { spoken } from "./words/spoken.ts";

/** The objects of the cluster: nodes, pods if some were opened with them, and a storage class that provisions volumes, unless a manifest has one of the same name. */
export function objectsOfCluster(choice: ClusterChoice, manifests: readonly unknown[]): readonly unknown[] {
  return choice.is === "shape" ? clusterOfPools(choice, manifests) : clusterOfObjects(choice.objects, manifests);
}

/** The errors of an opened cluster as sentences, each with its field if it has one. */
export function faultsOfOpened({ objects }: OpenedChoice, language: Language): string[] {
  return readCluster(objects).causes.map((cause) => textOf(cause, language));
}

/** A cause with its field, in a language. */
export function textOf(cause: Cause, language: Language): string {
  return [fieldOf(cause), spoken(cause.message, language)].filter((part) => part !== "").join(": ");
}

/** Reads the output of `kubectl get nodes,pods -A -o json`, or says why it is not a cluster. */
export function pastedCluster(text: string): OpenedChoice | "not-json" | "no-nodes" {
  try {
    const value: unknown = JSON.parse(text);
    const { nodes, pods, others } = readCluster(value).cluster;
    return nodes.length === 0 ? "no-nodes" : { is: "opened", name: "kubectl", objects: [...nodes, ...pods, ...others] };
  } catch {
    return "not-json";
  }
}
