import type { LastApplied } from "../../../api/merge/serverSide.ts";
import type { Answer, Command } from "../../core/command.ts";
import type { Controller } from "../../core/controller.ts";
import { controllers } from "../../controllers/controllers.ts";
import { madeSecrets } from "./madeSecrets.ts";
import { externalProvisioner } from "../../controllers/volumes/provisioner.ts";
import { circumstances } from "../../kubelet/circumstances.ts";
import { kubelets } from "../../kubelet/kubelet.ts";
import { withSilence } from "../../kubelet/silence.ts";
import type { KubeletProfile } from "../../kubelet/profile.ts";
import type { StoredPod } from "../../core/pods.ts";
import { SchedulerLoop } from "../../scheduler/loop.ts";
import { ControlPlane, type ControlPlaneState, freshState } from "../../plane/controlPlane.ts";
import { person } from "../../plane/apiServer/apiServer.ts";
import type { Key, Millis } from "../../core/objects.ts";
import { knowledgeOf } from "./knowledge.ts";
import { Measures, type MeasuresState } from "./measures.ts";
import { Names, type NamesState, noNames } from "./names.ts";

/** The state of a stage as plain data. */
export interface StageState {
  readonly plane: ControlPlaneState;
  readonly names: NamesState;
  readonly measures: MeasuresState;
  /** Owners and revisions whose pods cannot become ready, as if their image could not be pulled. */
  readonly stuck: readonly string[];
  /** Nodes whose kubelets have stopped. */
  readonly silent?: readonly string[];
  /** The last server-side applies, by key. */
  readonly applied?: readonly (readonly [Key, LastApplied])[];
}

/** How manifests are applied: by a client-side or a server-side merge of `kubectl apply`, or by replacing the object, as recorded scripts do. */
export type Applies = "client" | "server" | "put";

/** The default sync period of autoscalers, in milliseconds. */
export const shippedPeriod = 15_000;
/** The sync period of autoscalers in lock-step scripts, which need not wait so long. */
const scriptPeriod = 1000;

/** Where a script plays: a cluster, and what the script has stated about it. */
export class Stage {
  readonly plane: ControlPlane;
  readonly names: Names;
  readonly measures: Measures;
  readonly stuck: Set<string>;
  /** Nodes whose kubelets have stopped. */
  readonly silent: Set<string>;
  /** How manifests reach the API server. */
  readonly applies: Applies;
  readonly applied: Map<Key, LastApplied>;

  /** With a `kubelet` profile the nodes run by themselves; without it the script plays the kubelets. */
  constructor(state: StageState, kubelet?: KubeletProfile, applies: Applies = kubelet ? "client" : "put") {
    this.applies = applies;
    this.applied = new Map(state.applied);
    this.stuck = new Set(state.stuck);
    this.silent = new Set(state.silent);
    const outside = kubelet ? [this.kubelets(kubelet, state.plane.seed), externalProvisioner, madeSecrets] : [];
    this.plane = new ControlPlane(state.plane, [...controllers, new SchedulerLoop(), ...outside]);
    this.names = new Names(state.names, this.plane.store);
    this.measures = new Measures(state.measures, this.names, kubelet ? shippedPeriod : scriptPeriod);
    this.plane.metrics = this.measures;
    this.plane.witness({ changed: (change) => this.names.see(change) });
  }

  state(): StageState {
    return {
      plane: this.plane.state(),
      names: this.names.state(),
      measures: this.measures.state(),
      stuck: [...this.stuck],
      ...(this.silent.size > 0 && { silent: [...this.silent] }),
      applied: [...this.applied],
    };
  }

  private kubelets(profile: KubeletProfile, seed: number): Controller {
    const callsOf = (pod: StoredPod): readonly string[] => this.names.callsOf(pod);
    const isStuck = (pod: StoredPod): boolean => this.stuck.size > 0 && callsOf(pod).some((key) => this.stuck.has(key));
    const working = kubelets(circumstances({ ...knowledgeOf(profile, seed, { callsOf }), isStuck }));
    return withSilence(working, this.silent);
  }

  /** Performs a person's command. */
  perform(command: Command): Answer {
    return this.plane.perform(command, person);
  }
}

/** A stage on which nothing has happened yet. */
export function freshStage(now: Millis, seed: number): StageState {
  return { plane: freshState(now, seed), names: noNames, measures: {}, stuck: [] };
}
