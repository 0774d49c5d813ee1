import type { Fault } from "../kubelet/profile.ts";
import type { Step } from "./script.ts";

/** What a person chooses for a rehearsal, besides the manifests: kept by the panel, and in a file beside the manifest. */
export interface ScenarioFile {
  /** The nodes to rehearse on; what the panel or the settings say if absent. */
  readonly pools?: readonly NodePool[];
  readonly steps: readonly Planned[];
  readonly apply?: ApplyChoice;
}

/** How the manifests are applied, where that is not by `kubectl apply` alone. */
export interface ApplyChoice {
  /** Who merges: `server` is `kubectl apply --server-side`. */
  readonly side?: "client" | "server";
  /** What has left the file is deleted, as with `--prune`. */
  readonly prune?: true;
}

/** A step at its time, or what is wrong with some pods from the start. */
export interface Planned {
  /** Milliseconds from the start of the rehearsal. */
  readonly at: number;
  readonly step: Step | { readonly fault: Fault };
}

/** Nodes that are alike but for their names and zones, which take turns. */
export interface NodePool {
  readonly name: string;
  readonly count: number;
  /** Amounts as one writes them: `2`, `500m`, `4Gi`. */
  readonly cpu: string;
  readonly memory: string;
  readonly pods: string;
  /** One or more, separated by commas; empty for none. */
  readonly zones: string;
  /** `key=value:Effect`, separated by commas; empty for none. */
  readonly taints: string;
}
