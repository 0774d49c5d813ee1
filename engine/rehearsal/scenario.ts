import type { ContainerWhatIf, Fault } from "../kubelet/profile.ts";
import type { Behaviour } from "../processes/behaviour.ts";
import type { Step } from "./script.ts";

/** The choices for a rehearsal besides the manifests. The panel keeps them, and so does a file beside the manifest. */
export interface ScenarioFile {
  /** The nodes of the rehearsal; if absent, those of the panel or the settings. */
  readonly pools?: readonly NodePool[];
  /** Storage classes, separated by commas; the first is the default. */
  readonly classes?: string;
  readonly steps: readonly Planned[];
  readonly apply?: ApplyChoice;
}

/** How the manifests are applied, if not by a plain `kubectl apply`. */
export interface ApplyChoice {
  /** Who merges: `server` is `kubectl apply --server-side`. */
  readonly side?: "client" | "server";
  /** Deletes objects that are no longer in the file, as with `--prune`. */
  readonly prune?: true;
}

/** A step at its time, or the behaviour or fault of some pods or containers from the start. */
export interface Planned {
  /** Milliseconds from the start of the rehearsal. */
  readonly at: number;
  readonly step: Step | { readonly fault: Fault } | { readonly whatIf: ContainerWhatIf } | { readonly behaves: ContainerBehaviour };
}

/** What the process of a container does, in the pods of an owner or a revision by its key (`web#2`), or in a pod by its name. */
export interface ContainerBehaviour {
  readonly of: string;
  readonly container: string;
  /** Each start plays the next run; later starts repeat the last one. */
  readonly runs: Behaviour;
}

/** Equal nodes with different names. The zones are assigned in rotation. */
export interface NodePool {
  readonly name: string;
  readonly count: number;
  /** Amounts as in a manifest: `2`, `500m`, `4Gi`. */
  readonly cpu: string;
  readonly memory: string;
  readonly pods: string;
  /** One or more, separated by commas; empty for none. */
  readonly zones: string;
  /** `key=value:Effect`, separated by commas; empty for none. */
  readonly taints: string;
  /** `key=value`, separated by commas. */
  readonly labels?: string;
  /** Conditions of its nodes that hold, such as `MemoryPressure`; `NotReady` is one, too. */
  readonly conditions?: string;
  /** The version of their kubelets: `v1.36.0`. */
  readonly version?: string;
}
