/**
 * What happens to a cluster from outside, step by step: the same type for the panel's what-ifs, the tests and `ask rollout`.
 * A step has exactly one verb, which is its key.
 */
export type Step =
  | { readonly apply: readonly unknown[] }
  | { readonly patch: { readonly kind: string; readonly name?: string; readonly select?: PodSelection; readonly patch: unknown } }
  | { readonly scale: { readonly kind: string; readonly name: string; readonly replicas: number } }
  | { readonly rollback: { readonly kind?: string; readonly name: string; readonly toRevision?: number } }
  | { readonly restart: { readonly kind?: string; readonly name: string; readonly at: string } }
  | { readonly pause: string }
  | { readonly resume: string }
  | {
      readonly delete: {
        readonly kind: string;
        readonly name?: string;
        readonly select?: PodSelection;
        readonly propagation?: "Background" | "Foreground" | "Orphan";
      };
    }
  | { readonly evict: PodSelection }
  | { readonly tick: true }
  | { readonly ready: PodSelection & { readonly ago?: number } }
  | { readonly start: PodSelection }
  | { readonly unready: PodSelection }
  | { readonly crash: PodSelection }
  | { readonly succeed: PodSelection }
  | { readonly fail: PodSelection & { readonly exitCode?: number; readonly reason?: string } }
  | { readonly stuck: string }
  | { readonly unstuck: string }
  | { readonly finish: true }
  | { readonly metrics: Readonly<Record<string, unknown>> }
  | { readonly wait: number | "minute" }
  | { readonly addNode: NodeShape }
  | { readonly removeNode: string }
  /** Its kubelet stops. Its pods keep their status until the node is marked as unreachable. */
  | { readonly failNode: string }
  /** The cluster notices that the node does not answer: it is tainted, and its pods are not ready. */
  | { readonly unreachable: string }
  | { readonly label: { readonly node: string; readonly labels: Readonly<Record<string, string | null>> } }
  | { readonly taint: { readonly node: string; readonly key: string; readonly value?: string; readonly effect: string } }
  | { readonly untaint: { readonly node: string; readonly key: string } }
  /** A `kubectl` command line, without that word. */
  | { readonly kubectl: string };

/** Which pods a step is about. */
export interface PodSelection {
  readonly owner?: string;
  readonly pod?: string;
  readonly node?: string;
  readonly index?: number;
  readonly terminating?: boolean;
  readonly pick?: "oldest" | "newest" | "all" | number;
}

/** A node that a script adds. */
export interface NodeShape {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable?: boolean;
  /** Its capacity, in addition to the defaults of 64 cores, 256Gi and 250 pods. */
  readonly capacity?: Readonly<Record<string, string>>;
}

/** Steps with their time in milliseconds from the start of the rehearsal. The panel plays them while simulated kubelets run. */
export interface TimedStep {
  readonly at: number;
  readonly step: Step;
}
