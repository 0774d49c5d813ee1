import type { Done, LockStep } from "../lockStep.ts";
import { autoscalers } from "./autoscalers.ts";
import { budgets, revisions } from "./budgets.ts";
import { Chronicle } from "./chronicle.ts";
import { endpoints } from "./endpoints.ts";
import { jobs } from "./jobs.ts";
import type { FrameTable } from "./part.ts";
import { pods } from "./pods.ts";
import { quotas } from "./quotas.ts";
import { replicaSets } from "./replicaSets.ts";
import { claims, volumes } from "./storage.ts";
import { workloads } from "./workloads.ts";

/** The state of a cluster without random names, times and uids. */
export type Frame = Readonly<Record<string, unknown>>;

const parts: Readonly<Record<string, FrameTable>> = {
  workloads,
  replicaSets,
  pods,
  jobs,
  pvcs: claims,
  pvs: volumes,
  endpoints,
  quotas,
  hpas: autoscalers,
  pdbs: budgets,
  revisions,
};

/** Makes a frame after each step of a script. */
export class FrameRecorder {
  private readonly play: LockStep;
  private readonly chronicle: Chronicle;
  private readonly storage: boolean;

  /** `storage`: whether the script creates volumes or classes. */
  constructor(play: LockStep, storage: boolean) {
    this.play = play;
    this.storage = storage;
    const { names, plane } = play.stage;
    this.chronicle = new Chronicle(names, storage);
    plane.witness({
      changed: (change) => this.chronicle.see(change),
      performed: (command, _, by) => void (command.do === "event" && this.chronicle.hear(command, by, plane)),
    });
  }

  /** The state of the cluster, and the events since the last frame. */
  take(done: Done): Frame {
    const scene = { names: this.play.stage.names, storage: this.storage };
    const told = { ...done, scaled: this.chronicle.takeScaled(), events: this.chronicle.takeEvents() };
    const shown = Object.entries(parts).map(([name, part]) => [name, part(scene)] as const);
    return Object.fromEntries([...Object.entries(told), ...shown].filter(([, value]) => !isEmpty(value)));
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}
